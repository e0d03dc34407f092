/*
 * The kernel's algorithm in C++, for whatever vector width it is compiled at (LANES doubles): what a native
 * program would reach. Reads a work file, prints the seconds of the best repetition and the P&L vector.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef LANES
#define LANES 4
#endif

// Read and written in place at any multiple of 8: a memcpy is taken apart at some widths.
typedef double V __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef int64_t I __attribute__((vector_size(8 * LANES), aligned(8)));

static const double P[7] = {0.000080064453981485577347, 0.0015902469698760795386, 0.01447239873880992085,
                            0.077001193991126201294,    0.25448385434569328099,   0.50228295893653121462,
                            0.50000000000000002238};
static const double Q[8] = {0.0002006881373240178895, 0.0039863105623068019816, 0.036474513037294745916,
                            0.19704081906730893668,   0.67336947866716075157,   1.4471151172382315022,
                            1.8024504786759384875,    1.0};
static const double E[11] = {2.7626371065696356076e-7,   2.7640197391694840467e-6, 0.000024801504313785540166,
                             0.00019841170230570286664,  0.0013888888932514779355, 0.0083333333856992117269,
                             0.041666666666573067732,    0.16666666666554314583,   0.50000000000000056225,
                             1.0000000000000067491,      1.0};

static inline V splat(double x) { V v = x - (V){}; return v; }
static inline V horner(const double *c, int n, V x) {
  V p = splat(c[0]);
  for (int i = 1; i < n; i++) p = p * x + splat(c[i]);
  return p;
}
static inline V least(V a, V b) { return a < b ? a : b; }
static inline V exponential(V y) {
  V magic = splat(6755399441055744.0);
  V shifted = y * splat(1.4426950408889634) + magic;
  V r = (shifted - magic) * splat(-0.6931471805599453) + y;
  return (V)((I)horner(E, 11, r) + ((I)shifted << 52));
}

static void price(const double *row, const double *t, long count, double weight, double *sum) {
  V forward = splat(row[0]), distance = splat(row[1]), strike = splat(row[2]);
  V inverse = splat(1 / row[3]), half = splat(0.5 * row[3]), w = splat(weight), most = splat(37.0);
  I put = row[4] < 0 ? ~(I){} : (I){};
  I sign = (I)splat(-0.0);
  for (long s = 0; s < count; s += LANES) {
    V m = *(const V *)(t + s), x = *(const V *)(t + count + s);
    V v = *(const V *)(t + 2 * count + s), iv = *(const V *)(t + 3 * count + s);
    V moved = forward * m, far = (distance + x) * inverse * iv, near = half * v;
    V d1 = far + near, d2 = far - near;
    V x1 = least((V)((I)d1 & ~sign), most), x2 = least((V)((I)d2 & ~sign), most);
    V tail = moved * exponential(x1 * x1 * splat(-0.5));
    V q1 = horner(Q, 8, x1), q2 = horner(Q, 8, x2);
    V p1 = (V)((I)(horner(P, 7, x1) * q2) ^ ((I)d1 & sign));
    V p2 = (V)((I)(horner(P, 7, x2) * q1) ^ ((I)d2 & sign));
    V certain = (V)((I)moved & (d1 >= (V){})) - (V)((I)strike & (d2 >= (V){})) - (V)((I)(moved - strike) & put);
    V value = certain + tail * ((p2 - p1) / (q1 * q2));
    value = value > (V){} ? value : (V){};
    *(V *)(sum + s) += w * value;
  }
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
  FILE *f = fopen(argv[1], "rb");
  double head[2];
  if (argc < 3 || !f || fread(head, 8, 2, f) != 2) return 1;
  long rows = head[0], count = head[1];
  double *row = (double *)malloc(rows * 48), *t = (double *)malloc(count * 32);
  double *sum = (double *)malloc(count * 8);
  if (fread(row, 48, rows, f) != (size_t)rows) return 1;
  for (int k = 0; k < 4; k += 2)
    if (fread(t + k * count, 8, count, f) != (size_t)count) return 1;
  for (long s = 0; s < count; s++) {
    t[count + s] = log(t[s]);
    t[3 * count + s] = 1 / t[2 * count + s];
  }
  double best = 1e9;
  for (int i = atoi(argv[2]); i > 0; i--) {
    double began = seconds();
    memset(sum, 0, count * 8);
    for (long r = 0; r < rows; r++) price(row + 6 * r, t, count, row[6 * r + 5], sum);
    double took = seconds() - began;
    if (took < best) best = took;
  }
  printf("{\"seconds\":%.9g,\"pnl\":[", best);
  for (long s = 0; s < count; s++) printf("%s%.17g", s ? "," : "", sum[s]);
  printf("]}\n");
  return 0;
}
