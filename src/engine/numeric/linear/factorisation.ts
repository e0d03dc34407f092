import { CholeskyDecomposition, Matrix } from 'ml-matrix';
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
  const { lowerTriangularMatrix: lower } = new CholeskyDecomposition(
    Matrix.from1DArray(n, n, even),
  );
  const pivots = lower.diagonal();
  // A pivot is a difference of j + 1 terms no larger than the diagonal: below their rounding it is zero.
  const definite = pivots.every(
    (pivot, j) => pivot ** 2 > (j + 1) * Number.EPSILON * Math.abs(matrix[j * n + j]!),
  );
  if (definite) {
    return {
      kind: 'definite',
      factor: Float64Array.from(lower.to1DArray()),
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
