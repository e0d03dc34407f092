import { correlationsOf, sampleCovariance } from './covariance.ts';

export type PairwiseCorrelation = {
  /** Row-major [asset × asset]; null where a pair has too few joint days or one did not move. */
  readonly correlations: readonly (number | null)[];
  /** Joint days of each pair, row-major [asset × asset]. */
  readonly counts: Int32Array;
};

/**
 * Correlations from series with gaps, each pair on the days that both have. The matrix may be
 * indefinite: repair it before use.
 *
 * @param rows returns by day, oldest first; null is a gap
 * @param fewest joint days below which a pair has no correlation
 */
export function pairwiseCorrelation(
  rows: readonly (readonly (number | null)[])[],
  assets: number,
  fewest: number,
): PairwiseCorrelation {
  const counts = new Int32Array(assets * assets);
  const correlations: (number | null)[] = Array.from({ length: assets * assets }, () => null);
  for (let i = 0; i < assets; i++) {
    for (let j = 0; j <= i; j++) {
      const joint = rows.flatMap((row) => {
        const pair = [row[i], row[j]].filter((x) => x !== null && x !== undefined);
        return pair.length === 2 ? pair : [];
      });
      const days = joint.length / 2;
      const rho =
        days >= Math.max(fewest, 2)
          ? correlationsOf(sampleCovariance(Float64Array.from(joint), days, 2), 2)[i === j ? 0 : 1]!
          : null;
      for (const at of [i * assets + j, j * assets + i]) {
        counts[at] = days;
        correlations[at] = rho;
      }
    }
  }
  return { correlations, counts };
}
