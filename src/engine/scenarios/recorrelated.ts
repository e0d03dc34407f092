import { correlationsOf, sampleCovariance } from '../measures/covariance.ts';
import { correlationStresses } from '../measures/correlation-stress.ts';
import { factorisation } from '../numeric/linear/factorisation.ts';
import { lowerFactor } from '../numeric/linear/lower-factor.ts';
import { normalQuantile } from '../numeric/special/normal.ts';
import type { Asset } from '../values/ids.ts';
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

/** Correlations of a set's normal scores, and the same moves under any others. */
export type Recorrelation = {
  /** Those that move. */
  readonly assets: readonly Asset[];
  /** As they are, row-major [asset × asset]. */
  readonly matrix: Float64Array;
  /** The set under other correlations, which must be positive semidefinite. */
  readonly under: (matrix: Float64Array) => Outcome<ScenarioSet>;
};

/**
 * Scenarios under other correlations: each asset keeps its own moves, and they are reordered until
 * their normal scores correlate as asked. An asset that never moves, or is not among those named,
 * is left as it is. Same set, same answer: the scores are those of the set itself, no random ones.
 *
 * @see Iman & Conover, "A distribution-free approach to inducing rank correlation" (1982)
 */
export function recorrelation(
  set: ScenarioSet,
  among: readonly Asset[] = set.assets,
): Outcome<Recorrelation> {
  const count = set.labels.length;
  const columnAt = (row: number): Float64Array =>
    set.prices.subarray(row * count, (row + 1) * count);
  const moving = [...set.assets.keys()].filter((row) => {
    const column = columnAt(row);
    return among.includes(set.assets[row]!) && column.some((price) => price !== column[0]);
  });
  const n = moving.length;
  const assets = moving.map((row) => set.assets[row]!);
  if (n === 0) return ok({ assets, matrix: new Float64Array(), under: () => ok(set) });
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
  const under = (wanted: Float64Array): Outcome<ScenarioSet> => {
    const { kind } = factorisation(wanted, n);
    if (kind !== 'definite' && kind !== 'singular') {
      return fail('not-applicable', 'these correlations are not positive semidefinite');
    }
    const lower = lowerFactor(wanted, n);
    const prices = set.prices.slice();
    moving.forEach((row, i) => {
      const ranks = Float64Array.from(free, (x) => rowTimes(lower, n, i, x));
      prices.set(inRanksOf(columnAt(row), ranks), row * count);
    });
    const labels = set.labels.map((_, s) => `reordered outcome ${s + 1}`);
    return ok({ ...set, kind: 'stress', labels, prices });
  };
  return ok({ assets, matrix, under });
}

/**
 * Scenarios under each stress of their correlations; none of one asset.
 *
 * @param strength in [0, 1): 0 leaves every set as it is
 */
export function stressedSets(set: ScenarioSet, strength: number): Outcome<readonly StressedSet[]> {
  const found = recorrelation(set);
  if (!found.ok) return found;
  const { assets, matrix, under } = found.value;
  if (assets.length < 2) return ok([]);
  const sets: StressedSet[] = [];
  for (const { name, matrix: stressed } of correlationStresses(matrix, assets.length, strength)) {
    const reordered = under(stressed);
    if (!reordered.ok) return reordered;
    sets.push({ name, set: reordered.value });
  }
  return ok(sets);
}
