import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { columnMeans } from '../covariance.ts';

/** Returns with their means taken off. */
export type Centred = {
  /** Row-major [row × column]. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Σ y yᵀ, not divided by anything; row-major [column × column]. */
  readonly products: Float64Array;
};

/** A covariance matrix that was pulled towards a better conditioned one. */
export type Shrunk = {
  /** Row-major [column × column]. */
  readonly covariance: Float64Array;
  /** Weight of the target in [0, 1]; null for methods that move each eigenvalue on its own. */
  readonly intensity: number | null;
};

/** @param values row-major [row × column] */
export function centredReturns(
  values: Float64Array,
  rows: number,
  columns: number,
): Outcome<Centred> {
  if (rows < 2) {
    return fail('missing-market-data', `shrinkage needs two joint returns, there are ${rows}`);
  }
  const means = columnMeans(values, rows, columns);
  const centred = values.map((x, at) => x - means[at % columns]!);
  const products = productSums(centred, centred, rows, columns);
  return ok({ values: centred, rows, columns, products });
}

/** Aᵀ B of two tables of one shape. @returns row-major [column × column] */
export function productSums(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  const sums = new Float64Array(columns * columns);
  for (let t = 0; t < rows; t++) {
    for (let i = 0; i < columns; i++) {
      const left = a[t * columns + i]!;
      for (let j = 0; j < columns; j++) {
        const at = i * columns + j;
        sums[at] = sums[at]! + left * b[t * columns + j]!;
      }
    }
  }
  return sums;
}
