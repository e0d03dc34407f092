import { invariant } from '../values/invariant.ts';
import { compensatedSum } from './compensated-sum.ts';
import { settledTail } from './tail.ts';

export type AgeWeighted = {
  /** Loss positive, never clamped. */
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  /** Number of equally weighted outcomes that would know as much: 1 ÷ Σ w². */
  readonly effectiveOutcomes: number;
};

/**
 * VaR and expected shortfall with weights that fall by `decay` per day of age. Shows new shocks at
 * once but forgets: a comparison, not a default.
 *
 * @param pnl oldest first, gain positive
 * @param decay in (0, 1]; 1 weighs all days alike
 * @see Boudoukh, Richardson & Whitelaw, "The best of both worlds" (1998), without interpolation
 */
export function ageWeighted(pnl: Float64Array, tail: string, decay: number): AgeWeighted {
  invariant(pnl.length > 0, 'a sample holds at least one outcome');
  const p = settledTail(tail).value;
  const weights = ageWeights(pnl.length, decay);
  const order = [...pnl.keys()].toSorted((a, b) => pnl[a]! - pnl[b]!);

  const losses: number[] = [];
  let mass = 0;
  let at = 0;
  // Equal weights reach p exactly but for rounding, hence the allowance.
  while (at < order.length - 1 && mass + weights[order[at]!]! < p - 1e-12) {
    const day = order[at]!;
    mass += weights[day]!;
    losses.push(weights[day]! * pnl[day]!);
    at += 1;
  }
  const quantile = pnl[order[at]!]!;
  losses.push((p - mass) * quantile);
  return {
    valueAtRisk: 0 - quantile,
    expectedShortfall: 0 - compensatedSum(losses) / p,
    effectiveOutcomes: 1 / compensatedSum(weights.map((weight) => weight * weight)),
  };
}

/** Weights by age, newest last, summing to 1. */
export function ageWeights(outcomes: number, decay: number): Float64Array {
  invariant(decay > 0 && decay <= 1, 'a decay lies in (0, 1]');
  const raw = Float64Array.from({ length: outcomes }, (_, day) => decay ** (outcomes - 1 - day));
  const sum = compensatedSum(raw);
  return raw.map((weight) => weight / sum);
}
