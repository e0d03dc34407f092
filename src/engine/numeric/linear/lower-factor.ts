/** A pivot that is less is taken for rounding of zero; its entries are then below 1e-6. */
const ROUNDING = 1e-12;

/**
 * Lower triangle L with L Lᵀ the matrix, to 1e-6, also where the matrix is singular: then columns
 * of L are zero. Near a definite matrix it is near its Cholesky factor.
 *
 * @param matrix positive semidefinite with a unit diagonal, row-major [n × n]
 * @see Higham, "Accuracy and Stability of Numerical Algorithms" (2002), section 10.3
 */
export function lowerFactor(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let rest = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * n + k]! * lower[j * n + k]!;
      if (i > j) lower[i * n + j] = lower[j * n + j] === 0 ? 0 : rest / lower[j * n + j]!;
      else lower[j * n + j] = rest > ROUNDING ? Math.sqrt(rest) : 0;
    }
  }
  return lower;
}
