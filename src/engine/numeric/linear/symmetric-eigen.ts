import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { invariant } from '../../values/invariant.ts';

/** Eigenvalues rising; column k of `vectors`, row-major [n × n], belongs to the k-th of them. */
export type SymmetricEigen = { readonly values: Float64Array; readonly vectors: Float64Array };

/** Spectral decomposition of a symmetric matrix. @param matrix row-major [n × n] */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  invariant(matrix.length === n * n, 'a matrix is square');
  invariant(matrix.every(Number.isFinite), 'every entry is a finite number');
  if (n === 0) return { values: new Float64Array(), vectors: new Float64Array() };
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(n, n, matrix),
    { assumeSymmetric: true },
  );
  return {
    values: Float64Array.from(realEigenvalues),
    vectors: Float64Array.from(eigenvectorMatrix.to1DArray()),
  };
}

/** V diag(f(λ)) Vᵀ: the matrix with its eigenvalues replaced. @returns row-major [n × n] */
export function withEigenvalues(
  { values, vectors }: SymmetricEigen,
  replaced: (value: number, index: number) => number,
): Float64Array {
  const n = values.length;
  const result = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const value = replaced(values[k]!, k);
    if (value === 0) continue;
    for (let i = 0; i < n; i++) {
      const scaled = value * vectors[i * n + k]!;
      for (let j = 0; j <= i; j++) {
        result[i * n + j] = result[i * n + j]! + scaled * vectors[j * n + k]!;
      }
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) result[j * n + i] = result[i * n + j]!;
  }
  return result;
}
