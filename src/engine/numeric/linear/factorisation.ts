import { symmetricEigen } from './symmetric-eigen.ts';

/** What a matrix is as a covariance, with its factor F (F Fᵀ is the matrix) where it has one. */
export type Factorisation =
  | { readonly kind: 'definite'; readonly factor: Float64Array; readonly logDeterminant: number }
  /** No lower triangle: the factor's columns are eigenvectors. */
  | { readonly kind: 'singular'; readonly factor: Float64Array }
  | { readonly kind: 'indefinite'; readonly least: number }
  | { readonly kind: 'asymmetric' }
  | { readonly kind: 'malformed' };

/**
 * Cholesky factor of a positive definite matrix; of a semidefinite one an eigenvector factor.
 * Nothing is ever added to the diagonal to make it pass.
 *
 * @param matrix row-major [n × n]
 * @returns factors are row-major [n × n]
 */
export function factorisation(matrix: Float64Array, n: number): Factorisation {
  if (n < 1 || matrix.length !== n * n || !matrix.every(Number.isFinite))
    return { kind: 'malformed' };
  if (!isSymmetric(matrix, n)) return { kind: 'asymmetric' };
  const even = matrix.map((entry, at) => (entry + matrix[(at % n) * n + Math.floor(at / n)]!) / 2);
  const lower = cholesky(even, n);
  const pivots = Array.from({ length: n }, (_, j) => lower[j * n + j]!);
  // A pivot is a difference of j + 1 terms no larger than the diagonal: below their rounding it is zero.
  const definite = pivots.every(
    (pivot, j) => pivot ** 2 > (j + 1) * Number.EPSILON * Math.abs(matrix[j * n + j]!),
  );
  if (definite) {
    return {
      kind: 'definite',
      factor: lower,
      logDeterminant: pivots.reduce((sum, pivot) => sum + 2 * Math.log(pivot), 0),
    };
  }
  const { values, vectors } = symmetricEigen(even, n);
  const least = values[0]!;
  const rounding = 10 * n * Number.EPSILON * Math.max(Math.abs(least), Math.abs(values[n - 1]!));
  if (least < -rounding) return { kind: 'indefinite', least };
  const roots = values.map((value) => Math.sqrt(Math.max(value, 0)));
  return { kind: 'singular', factor: vectors.map((entry, at) => entry * roots[at % n]!) };
}

/** Lower triangle by rows; a pivot that is not positive is 0, and so is what lies below it. */
function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let rest = matrix[row + j]!;
      for (let k = 0; k < j; k++) rest -= lower[row + k]! * lower[other + k]!;
      if (i === j) lower[row + j] = Math.sqrt(Math.max(rest, 0));
      else lower[row + j] = lower[other + j]! > 0 ? rest / lower[other + j]! : 0;
    }
  }
  return lower;
}

/** Equal to its transpose within 1e-12 of its largest entry. */
export function isSymmetric(matrix: Float64Array, n: number): boolean {
  const largest = matrix.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(matrix[i * n + j]! - matrix[j * n + i]!) > 1e-12 * largest) return false;
    }
  }
  return true;
}
