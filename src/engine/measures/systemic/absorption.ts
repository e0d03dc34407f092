import { symmetricEigen } from '../../numeric/linear/symmetric-eigen.ts';
import { invariant } from '../../values/invariant.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

export type Absorption = {
  /** Share of the variance that the first few factors carry, in (0, 1]: high is fragile. */
  readonly ratio: number;
  /** Largest first. */
  readonly eigenvalues: Float64Array;
  /** Number of factors that would carry as much if all weighed alike. */
  readonly effectiveRank: number;
};

/**
 * How tightly a market is coupled.
 *
 * @param matrix correlation or covariance, row-major [n × n]
 * @param factors how many of the largest; customarily a fifth of n
 * @see Kritzman, Li, Page & Rigobon, "Principal components as a measure of systemic risk" (2011)
 */
export function absorption(matrix: Float64Array, n: number, factors: number): Outcome<Absorption> {
  invariant(factors >= 1 && factors <= n, 'factors are at least one and at most all');
  const eigenvalues = symmetricEigen(matrix, n).values.toReversed();
  const trace = eigenvalues.reduce((sum, value) => sum + value, 0);
  if (!(trace > 0)) return fail('missing-market-data', 'nothing moved: there is no variance');
  const first = eigenvalues.slice(0, factors).reduce((sum, value) => sum + value, 0);
  const entropy = eigenvalues.reduce((sum, value) => {
    const share = value / trace;
    return share > 0 ? sum - share * Math.log(share) : sum;
  }, 0);
  return ok({ ratio: first / trace, eigenvalues, effectiveRank: Math.exp(entropy) });
}
