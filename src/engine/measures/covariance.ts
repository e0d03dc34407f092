import { invariant } from '../values/invariant.ts';
import { compensatedSum } from './compensated-sum.ts';

/** Mean of every column. @param values row-major [row × column] */
export function columnMeans(values: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, c) => {
    const column = columnOf(values, rows, columns, c);
    // A constant column has its own value as mean: then its variance is exactly zero.
    return column.every((x) => x === column[0]) ? column[0]! : compensatedSum(column) / rows;
  });
}

/** Sample covariance about the mean with divisor n − 1. @returns row-major [column × column] */
export function sampleCovariance(
  values: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  invariant(rows >= 2, 'a sample covariance rests on at least two rows');
  const means = columnMeans(values, rows, columns);
  const centred = values.map((x, i) => x - means[i % columns]!);
  return crossProducts(
    centred,
    columns,
    Array.from({ length: rows }, () => 1),
    1 / (rows - 1),
  );
}

/**
 * Exponentially weighted covariance about zero over the rows given, newest last: weight of the row
 * k days before the last is decay^k, normalised to sum to 1. Decay 1 weighs all rows alike.
 *
 * @returns row-major [column × column]
 * @see RiskMetrics Technical Document (1996), section 5
 */
export function ewmaCovariance(
  values: Float64Array,
  rows: number,
  columns: number,
  decay: number,
): Float64Array {
  invariant(rows >= 1, 'a weighted covariance rests on at least one row');
  invariant(decay > 0 && decay <= 1, 'a decay lies in (0, 1]');
  const weights = Array.from({ length: rows }, (_, t) => decay ** (rows - 1 - t));
  return crossProducts(values, columns, weights, 1 / compensatedSum(weights));
}

/**
 * The same recursion as a running filter: starts from the mean product of the first `seed` rows and
 * then takes in all rows, S ← decay S + (1 − decay) r rᵀ.
 *
 * @returns row-major [column × column]
 */
export function recursiveCovariance(
  values: Float64Array,
  rows: number,
  columns: number,
  { decay, seed }: { readonly decay: number; readonly seed: number },
): Float64Array {
  invariant(seed >= 1 && rows >= 1, 'the start rests on at least one row');
  const first = Math.min(seed, rows);
  const start = values.subarray(0, first * columns);
  const state = crossProducts(
    start,
    columns,
    Array.from({ length: first }, () => 1),
    1 / first,
  );
  for (let t = 0; t < rows; t++) {
    const row = values.subarray(t * columns, (t + 1) * columns);
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < columns; j++) {
        const at = i * columns + j;
        state[at] = decay * state[at]! + (1 - decay) * (row[i]! * row[j]!);
      }
    }
  }
  return state;
}

function crossProducts(
  values: Float64Array,
  columns: number,
  weights: readonly number[],
  scale: number,
): Float64Array {
  const products = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let t = 0; t < weights.length; t++) {
        sum += weights[t]! * values[t * columns + i]! * values[t * columns + j]!;
      }
      products[i * columns + j] = sum * scale;
      products[j * columns + i] = sum * scale;
    }
  }
  return products;
}

/** One column of a row-major table. */
export function columnOf(
  values: Float64Array,
  rows: number,
  columns: number,
  column: number,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, t) => values[t * columns + column]!);
}

/**
 * Correlations of a covariance matrix, within [−1, 1] and exactly 1 on the diagonal.
 *
 * @returns row-major [asset × asset]; null where a variance is zero: nothing correlates with a constant
 */
export function correlationsOf(covariance: Float64Array, assets: number): (number | null)[] {
  return Array.from({ length: assets * assets }, (_, at) => {
    const i = Math.floor(at / assets);
    const j = at % assets;
    const vi = covariance[i * assets + i]!;
    const vj = covariance[j * assets + j]!;
    if (!(vi > 0 && vj > 0)) return null;
    if (i === j) return 1;
    return Math.min(1, Math.max(-1, covariance[at]! / (Math.sqrt(vi) * Math.sqrt(vj))));
  });
}
