/*
 * The same work to 113 bits, for a bench of accuracy: reads a work file, prints every value, [row × scenario], and
 * the weighted sums, [scenario], each rounded once to the nearest double.
 */
#include <cstdio>
#include <quadmath.h>
#include <vector>

typedef __float128 Q;

static Q cumulative(Q x) { return erfcq(-x * M_SQRT1_2q) / 2; }

int main(int argc, char **argv) {
  FILE *f = std::fopen(argv[1], "rb");
  double head[2];
  if (argc < 2 || !f || std::fread(head, 8, 2, f) != 2) return 1;
  const size_t rows = head[0], count = head[1];
  std::vector<double> row(6 * rows), m(count), v(count);
  if (std::fread(row.data(), 48, rows, f) != rows) return 1;
  if (std::fread(m.data(), 8, count, f) != count || std::fread(v.data(), 8, count, f) != count) return 1;
  std::vector<Q> sum(count);
  std::printf("{\"values\":[");
  for (size_t r = 0; r < rows; r++) {
    const double *of = &row[6 * r];
    for (size_t s = 0; s < count; s++) {
      const Q forward = (Q)of[0] * m[s], strike = of[2], side = of[4], deviation = (Q)of[3] * v[s];
      const Q d1 = logq(forward / strike) / deviation + deviation / 2;
      const Q value = side * (forward * cumulative(side * d1) - strike * cumulative(side * (d1 - deviation)));
      sum[s] += of[5] * value;
      std::printf("%s%.17g", r + s ? "," : "", (double)value);
    }
  }
  std::printf("],\"pnl\":[");
  for (size_t s = 0; s < count; s++) std::printf("%s%.17g", s ? "," : "", (double)sum[s]);
  std::printf("]}\n");
}
