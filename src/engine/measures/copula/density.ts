import { logBeta, logGamma } from '../../numeric/special/gamma.ts';
import { studentDensity, studentQuantile } from '../../numeric/special/student.ts';
import { invariant } from '../../values/invariant.ts';

/** Lower triangle of a correlation's Cholesky factor with its log-determinant. */
export type DefiniteFactor = {
  /** Row-major [n × n]. */
  readonly factor: Float64Array;
  readonly logDeterminant: number;
};

/** t quantiles of uniforms: what a copula density is a function of. */
export const studentScores = (uniforms: Float64Array, freedom: number): Float64Array =>
  uniforms.map((u) => studentQuantile(u, freedom));

/**
 * ln of the t copula's density at one point.
 *
 * @param scores t quantiles of the point's coordinates, [n]
 * @see Demarta & McNeil, "The t copula and related copulas" (2005)
 */
export function logCopulaDensity(
  scores: Float64Array,
  { factor, logDeterminant }: DefiniteFactor,
  freedom: number,
): number {
  const n = scores.length;
  invariant(factor.length === n * n, 'a factor for every coordinate');
  let square = 0;
  let margins = 0;
  const solved = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let rest = scores[i]!;
    for (let k = 0; k < i; k++) rest -= factor[i * n + k]! * solved[k]!;
    solved[i] = rest / factor[i * n + i]!;
    square += solved[i]! ** 2;
    margins += Math.log(studentDensity(scores[i]!, freedom));
  }
  // ln Γ((ν + n)/2) − ln Γ(ν/2) by the beta function: the two are large and close.
  const constant =
    logGamma(n / 2) - logBeta(freedom / 2, n / 2) - (n / 2) * Math.log(freedom * Math.PI);
  const joint = constant - logDeterminant / 2 - ((freedom + n) / 2) * Math.log1p(square / freedom);
  return joint - margins;
}
