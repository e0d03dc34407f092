import { invariant } from '../../values/invariant.ts';
import { quantileRegression, type Line } from './quantile-regression.ts';

/** What one member's distress means for the market, and the market's for the member. */
export type MemberRisk = {
  /** Market on member at the tail probability. */
  readonly line: Line;
  /** VaR of the market given the member at its VaR; loss positive, as a fraction. */
  readonly conditional: number;
  /** By how much that exceeds the same at the member's median. */
  readonly deltaConditional: number;
  /** VaR of the member, loss positive. */
  readonly memberVaR: number;
  /** Mean loss of the member on the worst market days. */
  readonly marginalShortfall: number;
  /** Number of those days. */
  readonly days: number;
  /** Loss of the member in a long market crash: 1 − exp(−18 × marginal shortfall). */
  readonly longRunShortfall: number;
  /** Capital missing in such a crash; negative is a surplus. Unit of debt and equity. */
  readonly capitalShortfall: number;
};

/**
 * Systemic risk of a member. A ranking; with fewer than 500 days not even that.
 *
 * @param member returns, gain positive, [day], and so the market's
 * @param capital `required` is the prudential ratio k of equity to assets
 * @see Adrian & Brunnermeier, "CoVaR" (2016); Acharya et al. (2017); Brownlees & Engle (2017)
 */
export function memberRisk(
  member: Float64Array,
  market: Float64Array,
  p: number,
  capital: { readonly debt: number; readonly equity: number; readonly required: number },
): MemberRisk {
  invariant(member.length > 0 && member.length === market.length, 'both have a return per day');
  const days = Math.max(1, Math.ceil(member.length * p - 1e-9));
  const line = quantileRegression(member, market, p);
  const sorted = member.toSorted();
  const quantile = sorted[days - 1]!;
  const worst = [...market.keys()].toSorted((a, b) => market[a]! - market[b]!).slice(0, days);
  const marginalShortfall = -worst.reduce((sum, day) => sum + member[day]!, 0) / days;
  const longRunShortfall = -Math.expm1(-18 * marginalShortfall);
  const { debt, equity, required } = capital;
  return {
    line,
    conditional: -(line.intercept + line.slope * quantile),
    deltaConditional: -line.slope * (quantile - median(sorted)),
    memberVaR: -quantile,
    marginalShortfall,
    days,
    longRunShortfall,
    capitalShortfall: required * debt - (1 - required) * equity * (1 - longRunShortfall),
  };
}

function median(sorted: Float64Array): number {
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
