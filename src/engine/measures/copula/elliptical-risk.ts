import { studentQuantile } from '../../numeric/special/student.ts';
import { studentShortfall } from '../../numeric/special/tail-expectation.ts';
import { invariant } from '../../values/invariant.ts';
import { compensatedDot } from '../compensated-sum.ts';
import { settledTail } from '../tail.ts';

/** VaR and expected shortfall of linear positions in one multivariate t law; needs positive. */
export type EllipticalRisk = { readonly valueAtRisk: number; readonly expectedShortfall: number };

/**
 * Exact risk of linear exposures to returns scale × X, X of the multivariate t law.
 *
 * @param exposures long positive, [n]
 * @param scales of the returns, which are not their standard deviations, [n]
 * @param correlation row-major [n × n]
 * @param freedom above 1
 * @see McNeil, Frey & Embrechts (2015), section 6.4
 */
export function ellipticalRisk(
  exposures: Float64Array,
  scales: Float64Array,
  correlation: Float64Array,
  freedom: number,
  tail: string,
): EllipticalRisk {
  const n = exposures.length;
  invariant(scales.length === n && correlation.length === n * n, 'a scale for every exposure');
  const weights = exposures.map((exposure, i) => exposure * scales[i]!);
  const rows = weights.map((_, i) =>
    compensatedDot(weights, correlation.subarray(i * n, (i + 1) * n)),
  );
  const scale = Math.sqrt(Math.max(0, compensatedDot(weights, rows)));
  const p = settledTail(tail).value;
  return {
    valueAtRisk: 0 - scale * studentQuantile(p, freedom),
    expectedShortfall: scale * studentShortfall(p, freedom),
  };
}
