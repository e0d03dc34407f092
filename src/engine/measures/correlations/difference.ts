import type { CorrelationAnswer, CorrelationDifference } from '../../contract/correlation.ts';

/** One estimate less another on the assets that both have, in the order of the first. */
export function correlationDifference(
  first: CorrelationAnswer,
  second: CorrelationAnswer,
): CorrelationDifference {
  const [m, k] = [first.assets.length, second.assets.length];
  const places = first.assets
    .map((asset, row) => ({ asset, row, other: second.assets.indexOf(asset) }))
    .filter(({ other }) => other >= 0);
  const n = places.length;
  const matrix = new Float64Array(n * n);
  const apart = new Float64Array(n * n);
  let [apartPairs, largest] = [0, 0];
  let pair: CorrelationDifference['pair'] = null;
  places.forEach((a, i) => {
    places.forEach((b, j) => {
      const [one, two] = [a.row * m + b.row, a.other * k + b.other];
      const change = first.matrix[one]! - second.matrix[two]!;
      const separate =
        first.low[one]! > second.high[two]! || second.low[two]! > first.high[one]! ? 1 : 0;
      matrix[i * n + j] = change;
      apart[i * n + j] = separate;
      if (j >= i) return;
      apartPairs += separate;
      if (pair === null || Math.abs(change) > Math.abs(largest)) {
        largest = change;
        pair = [a.asset, b.asset];
      }
    });
  });
  return { assets: places.map(({ asset }) => asset), matrix, apart, apartPairs, largest, pair };
}
