import { correlationsOf, sampleCovariance } from '../measures/covariance.ts';
import { correlationStresses } from '../measures/correlation-stress.ts';
import { factorisation } from '../numeric/linear/factorisation.ts';
import { normalQuantile } from '../numeric/special/normal.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import type { ScenarioSet } from './scenario-set.ts';

/** The same moves of each asset, put together as a stress of correlations would have them. */
export type StressedSet = { readonly name: string; readonly set: ScenarioSet };

/** Places of the values from the least to the largest; equal ones as they come. */
const order = (values: Float64Array): Uint32Array =>
  Uint32Array.from(values.keys()).toSorted((a, b) => values[a]! - values[b]! || a - b);

/** Normal scores of a column's ranks. */
function scoresOf(column: Float64Array): Float64Array {
  const scores = new Float64Array(column.length);
  order(column).forEach((at, rank) => {
    scores[at] = normalQuantile((rank + 1) / (column.length + 1));
  });
  return scores;
}

/** x of L x = b, L lower triangular and row-major. */
function forwardSolved(lower: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let rest = b[i]!;
    for (let j = 0; j < i; j++) rest -= lower[i * n + j]! * x[j]!;
    x[i] = rest / lower[i * n + i]!;
  }
  return x;
}

/** One value of a lower triangle times a vector. */
function rowTimes(lower: Float64Array, n: number, row: number, x: Float64Array): number {
  let total = 0;
  for (let j = 0; j <= row; j++) total += lower[row * n + j]! * x[j]!;
  return total;
}

/** A column's values in the order of the ranks of another. */
function inRanksOf(column: Float64Array, ranks: Float64Array): Float64Array {
  const sorted = column.toSorted();
  const result = new Float64Array(column.length);
  order(ranks).forEach((at, rank) => {
    result[at] = sorted[rank]!;
  });
  return result;
}

/**
 * Scenarios under stressed correlations: each asset keeps its own moves, and they are reordered until
 * their rank correlations are those of the stress. An asset that never moves is left as it is. Same
 * set, same answer: the scores are those of the set itself, no random ones.
 *
 * @param strength in [0, 1): 0 leaves every set as it is
 * @see Iman & Conover, "A distribution-free approach to inducing rank correlation" (1982)
 */
export function stressedSets(set: ScenarioSet, strength: number): Outcome<readonly StressedSet[]> {
  const count = set.labels.length;
  const columnAt = (row: number): Float64Array =>
    set.prices.subarray(row * count, (row + 1) * count);
  const moving = [...set.assets.keys()].filter((row) => {
    const column = columnAt(row);
    return column.some((price) => price !== column[0]);
  });
  const n = moving.length;
  if (n < 2) return ok([]);
  const scores = moving.map((row) => scoresOf(columnAt(row)));
  const byDay = Float64Array.from(
    { length: count * n },
    (_, at) => scores[at % n]![Math.floor(at / n)]!,
  );
  const matrix = Float64Array.from(
    correlationsOf(sampleCovariance(byDay, count, n), n),
    (rho) => rho ?? 0,
  );
  const present = factorisation(matrix, n);
  if (present.kind !== 'definite') {
    return fail(
      'not-applicable',
      `${n} assets over ${count} scenarios have no definite correlations: there is no stress of them`,
    );
  }
  const free = Array.from({ length: count }, (_, s) =>
    forwardSolved(present.factor, n, byDay.subarray(s * n, (s + 1) * n)),
  );
  const sets: StressedSet[] = [];
  for (const stress of correlationStresses(matrix, n, strength)) {
    const factor = factorisation(stress.matrix, n);
    if (factor.kind !== 'definite') {
      return fail('not-applicable', `correlations "${stress.name}" are not positive definite`);
    }
    const prices = set.prices.slice();
    moving.forEach((row, i) => {
      const ranks = Float64Array.from(free, (x) => rowTimes(factor.factor, n, i, x));
      prices.set(inRanksOf(columnAt(row), ranks), row * count);
    });
    const labels = set.labels.map((_, s) => `reordered outcome ${s + 1}`);
    sets.push({ name: stress.name, set: { ...set, kind: 'stress', labels, prices } });
  }
  return ok(sets);
}
