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

/** Each column of a row-major table in a row of its own. */
function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let t = 0; t < rows; t++) {
    for (let c = 0; c < columns; c++) result[c * rows + t] = values[t * columns + c]!;
  }
  return result;
}

/**
 * Aᵀ B of two tables of one shape. Four sums at a time over columns laid out in a row each: this is
 * where shrinkage spends its time.
 *
 * @returns row-major [column × column]
 */
export function productSums(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  const left = transposed(a, rows, columns);
  const right = a === b ? left : transposed(b, rows, columns);
  const sums = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i += 2) {
    const otherI = Math.min(i + 1, columns - 1);
    const [l0, l1] = [i * rows, otherI * rows];
    for (let j = a === b ? i : 0; j < columns; j += 2) {
      const otherJ = Math.min(j + 1, columns - 1);
      const [r0, r1] = [j * rows, otherJ * rows];
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let t = 0; t < rows; t++) {
        const x0 = left[l0 + t]!;
        const x1 = left[l1 + t]!;
        const y0 = right[r0 + t]!;
        const y1 = right[r1 + t]!;
        s00 += x0 * y0;
        s01 += x0 * y1;
        s10 += x1 * y0;
        s11 += x1 * y1;
      }
      sums[i * columns + j] = s00;
      sums[i * columns + otherJ] = s01;
      sums[otherI * columns + j] = s10;
      sums[otherI * columns + otherJ] = s11;
    }
  }
  if (a !== b) return sums;
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) sums[i * columns + j] = sums[j * columns + i]!;
  }
  return sums;
}
