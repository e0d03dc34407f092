import { normalQuantile } from '../numeric/special/normal.ts';
import { normalShortfall } from '../numeric/special/tail-expectation.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { compensatedDot, compensatedSum } from './compensated-sum.ts';
import { settledTail } from './tail.ts';

/** Normal risk of linear positions about zero; all needs positive, in the unit of the exposures. */
export type ParametricRisk = {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  /** Standard deviation of the P&L. */
  readonly deviation: number;
  /** VaR per unit of exposure, [position]. */
  readonly marginal: readonly number[];
  /** Euler contributions, [position], summing to the VaR. */
  readonly components: readonly number[];
  /** VaR less the VaR without the position, [position]. */
  readonly incremental: readonly number[];
  /** VaR of each position alone, [position]. */
  readonly standalone: readonly number[];
  /** Sum of the standalone VaRs by the VaR: 1 without diversification. */
  readonly diversification: number;
};

/**
 * VaR, shortfall and Euler contributions under joint normal returns with zero mean.
 *
 * @param exposures reporting currency per unit return, long positive, [position]
 * @param covariance of the returns, row-major [position × position]
 * @param tail tail probability as decimal text
 * @see Litterman, "Hot spots and hedges" (1996)
 */
export function parametricRisk(
  exposures: Float64Array,
  covariance: Float64Array,
  tail: string,
): Outcome<ParametricRisk> {
  const n = exposures.length;
  const p = settledTail(tail).value;
  const z = -normalQuantile(p);
  const rows = Array.from({ length: n }, (_, i) =>
    compensatedDot(exposures, covariance.subarray(i * n, (i + 1) * n)),
  );
  const variance = compensatedDot(exposures, rows);
  if (!(variance > 0)) {
    return fail('not-applicable', 'the positions have no variance: nothing to contribute to');
  }
  const deviation = Math.sqrt(variance);
  const valueAtRisk = z * deviation;
  const marginal = rows.map((row) => (z * row) / deviation);
  const variances = [...exposures].map((w, i) => w * w * covariance[i * n + i]!);
  const standalone = variances.map((own) => z * Math.sqrt(own));
  return ok({
    valueAtRisk,
    expectedShortfall: normalShortfall(p) * deviation,
    deviation,
    marginal,
    components: marginal.map((slope, i) => slope * exposures[i]!),
    incremental: variances.map((own, i) => {
      const without = compensatedSum([variance, -2 * exposures[i]! * rows[i]!, own]);
      return valueAtRisk - z * Math.sqrt(Math.max(without, 0));
    }),
    standalone,
    diversification: compensatedSum(standalone) / valueAtRisk,
  });
}
