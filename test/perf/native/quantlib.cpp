// The same work by QuantLib's blackFormula, one call per price.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ql/pricingengines/blackformula.hpp>
#include <vector>

using namespace QuantLib;

int main(int argc, char **argv) {
  FILE *f = std::fopen(argv[1], "rb");
  double head[2];
  if (argc < 3 || !f || std::fread(head, 8, 2, f) != 2) return 1;
  const size_t rows = head[0], count = head[1];
  std::vector<double> row(6 * rows), m(count), v(count), sum(count);
  if (std::fread(row.data(), 48, rows, f) != rows) return 1;
  if (std::fread(m.data(), 8, count, f) != count || std::fread(v.data(), 8, count, f) != count) return 1;
  double best = 1e9;
  for (int i = std::atoi(argv[2]); i > 0; i--) {
    const auto began = std::chrono::steady_clock::now();
    std::fill(sum.begin(), sum.end(), 0.0);
    for (size_t r = 0; r < rows; r++) {
      const double *of = &row[6 * r];
      const Option::Type type = of[4] > 0 ? Option::Call : Option::Put;
      for (size_t s = 0; s < count; s++)
        sum[s] += of[5] * blackFormula(type, of[2], of[0] * m[s], of[3] * v[s]);
    }
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (took < best) best = took;
  }
  std::printf("{\"seconds\":%.9g,\"pnl\":[", best);
  for (size_t s = 0; s < count; s++) std::printf("%s%.17g", s ? "," : "", sum[s]);
  std::printf("]}\n");
}
