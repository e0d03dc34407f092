import { Matrix } from 'ml-matrix';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import type { Moments } from './moments.ts';

export type DeltaGamma = {
  /** The moments of the P&L, ready for a Cornish-Fisher quantile. */
  readonly moments: Moments;
  readonly variance: number;
  readonly thirdCumulant: number;
  readonly fourthCumulant: number;
};

/**
 * Moments of a quadratic P&L δᵀx + xᵀΓx/2 under x ~ N(0, S). For a preview while one types: an option
 * book near expiry needs full revaluation.
 *
 * @param delta reporting currency per unit return, [factor]
 * @param gamma its change per unit return, symmetric, row-major [factor × factor]
 * @param covariance of the returns, row-major [factor × factor]
 * @see Mina & Ulmer (1999); Glasserman, "Monte Carlo Methods in Financial Engineering" (2003), ch. 9
 */
export function deltaGammaMoments(
  delta: Float64Array,
  gamma: Float64Array,
  covariance: Float64Array,
): Outcome<DeltaGamma> {
  const n = delta.length;
  const spread = Matrix.from1DArray(n, n, covariance);
  const product = Matrix.from1DArray(n, n, gamma).mmul(spread);
  const squared = product.mmul(product);
  const column = Matrix.columnVector(delta);
  const linear = (between: Matrix): number =>
    column.transpose().mmul(spread).mmul(between).mmul(column).get(0, 0);

  const variance = squared.trace() / 2 + linear(Matrix.eye(n));
  if (!(variance > 0)) return fail('not-applicable', 'the P&L has no variance');
  const thirdCumulant = squared.mmul(product).trace() + 3 * linear(product);
  const fourthCumulant = 3 * squared.mmul(squared).trace() + 12 * linear(squared);
  return ok({
    moments: {
      mean: product.trace() / 2,
      deviation: Math.sqrt(variance),
      skew: thirdCumulant / variance ** 1.5,
      excessKurtosis: fourthCumulant / variance ** 2,
    },
    variance,
    thirdCumulant,
    fourthCumulant,
  });
}
