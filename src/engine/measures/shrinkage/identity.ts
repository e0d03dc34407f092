import { ok, type Outcome } from '../../values/outcome.ts';
import { centredReturns, productSums, type Centred, type Shrunk } from './centred.ts';

/**
 * Covariance shrunk towards a multiple of the identity, divisor n.
 *
 * @param values row-major [row × column]
 * @see Ledoit & Wolf, "A well-conditioned estimator for large-dimensional covariance matrices" (2004)
 */
export function identityShrinkage(
  values: Float64Array,
  rows: number,
  columns: number,
): Outcome<Shrunk> {
  const centred = centredReturns(values, rows, columns);
  if (!centred.ok) return centred;
  const moments = sphericalMoments(centred.value);
  const { mean, squares } = moments;
  const fourth = fourthMoment(centred.value);
  const spread = squares / columns - mean ** 2;
  const noise = Math.min((fourth - squares) / (columns * rows), spread);
  return ok(towardsIdentity(moments, noise > 0 ? noise / spread : 0));
}

/**
 * Covariance shrunk towards a multiple of the identity with the weight that is best for Gaussian
 * returns (oracle approximating shrinkage), divisor n.
 *
 * @param values row-major [row × column]
 * @see Chen, Wiesel, Eldar & Hero, "Shrinkage algorithms for MMSE covariance estimation" (2010)
 */
export function oracleShrinkage(
  values: Float64Array,
  rows: number,
  columns: number,
): Outcome<Shrunk> {
  const centred = centredReturns(values, rows, columns);
  if (!centred.ok) return centred;
  const moments = sphericalMoments(centred.value);
  const { mean, squares } = moments;
  const average = squares / columns ** 2;
  const spread = (rows + 1) * (average - mean ** 2 / columns);
  return ok(towardsIdentity(moments, spread > 0 ? Math.min((average + mean ** 2) / spread, 1) : 1));
}

type SphericalMoments = {
  /** With divisor n. */
  readonly covariance: Float64Array;
  readonly columns: number;
  /** Mean variance. */
  readonly mean: number;
  /** Sum of all squared entries. */
  readonly squares: number;
};

function sphericalMoments({ products, rows, columns }: Centred): SphericalMoments {
  const covariance = products.map((sum) => sum / rows);
  let trace = 0;
  for (let i = 0; i < columns; i++) trace += covariance[i * columns + i]!;
  const squares = covariance.reduce((sum, entry) => sum + entry * entry, 0);
  return { covariance, columns, mean: trace / columns, squares };
}

/** Mean over the rows of |y|⁴. */
function fourthMoment({ values, rows, columns }: Centred): number {
  const squared = values.map((y) => y * y);
  return productSums(squared, squared, rows, columns).reduce((sum, x) => sum + x, 0) / rows;
}

function towardsIdentity(
  { covariance, columns, mean }: SphericalMoments,
  intensity: number,
): Shrunk {
  const shrunk = covariance.map((entry, at) => {
    const diagonal = Math.floor(at / columns) === at % columns ? intensity * mean : 0;
    return (1 - intensity) * entry + diagonal;
  });
  return { covariance: shrunk, intensity };
}
