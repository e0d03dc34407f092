import { compensatedSum } from '../compensated-sum.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

export type ScheduleInputs = {
  /** Units to sell. */
  readonly quantity: number;
  /** Number of equal intervals, and the length of one. */
  readonly intervals: number;
  readonly length: number;
  /** Price volatility per √time, in price units. */
  readonly volatility: number;
  /** Price change per unit sold per time: η of the temporary impact. */
  readonly temporary: number;
  /** Price change per unit sold: γ of the permanent impact. */
  readonly permanent: number;
  /** Fixed cost per unit, such as half the spread: ε. */
  readonly fixed: number;
  /** Risk aversion λ, per currency unit. */
  readonly aversion: number;
};

export type Schedule = {
  /** Decay of the holdings per time. */
  readonly urgency: number;
  /** Units left at each time, from all to none, [interval + 1]. */
  readonly holdings: readonly number[];
  readonly cost: number;
  readonly variance: number;
  /** cost + aversion × variance, which this schedule makes least. */
  readonly objective: number;
};

/**
 * The schedule that trades expected cost against variance best.
 *
 * @see Almgren & Chriss, "Optimal execution of portfolio transactions" (2000), equations 16 to 21
 */
export function optimalSchedule(inputs: ScheduleInputs): Outcome<Schedule> {
  const { quantity, intervals, length, volatility, aversion } = inputs;
  const net = inputs.temporary - (inputs.permanent * length) / 2;
  if (!(net > 0)) {
    return fail('not-applicable', 'permanent impact outweighs temporary impact: no optimum');
  }
  // cosh(κ τ) − 1 = λ σ² τ² ÷ (2 η̃); by asinh it keeps its digits for small κ.
  const bend = (aversion * volatility ** 2 * length ** 2) / (2 * net);
  const step = 2 * Math.asinh(Math.sqrt(bend / 2));
  const holdings = Array.from(
    { length: intervals + 1 },
    (_, k) => quantity * sinhRatio(step * (intervals - k), step * intervals, 1 - k / intervals),
  );
  const sold = holdings.slice(1).map((left, k) => holdings[k]! - left);
  const cost = compensatedSum([
    (inputs.permanent * quantity ** 2) / 2,
    ...sold.map((units) => inputs.fixed * Math.abs(units)),
    ...sold.map((units) => (net / length) * units ** 2),
  ]);
  const variance =
    volatility ** 2 * length * compensatedSum(holdings.slice(1).map((left) => left ** 2));
  return ok({
    urgency: step / length,
    holdings,
    cost,
    variance,
    objective: cost + aversion * variance,
  });
}

/** sinh(a) ÷ sinh(b) for 0 ≤ a ≤ b without overflow; `limit` for b = 0. */
function sinhRatio(a: number, b: number, limit: number): number {
  return b === 0 ? limit : Math.exp(a - b) * (Math.expm1(-2 * a) / Math.expm1(-2 * b));
}
