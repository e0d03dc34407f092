import { invariant } from '../../values/invariant.ts';
import { compensatedSum } from '../compensated-sum.ts';

export type CreditInputs = {
  /** Years, rising, above 0. */
  readonly times: readonly number[];
  /** Expected exposure at those times. */
  readonly exposures: readonly number[];
  /** Defaults per year, flat. */
  readonly hazard: number;
  /** Continuous, per year, flat. */
  readonly rate: number;
  /** Fraction lost in default. */
  readonly lossGivenDefault: number;
};

export type CreditValue = {
  /** Present value of the losses to expect, positive. */
  readonly adjustment: number;
  /** Chance of default until the last time. */
  readonly defaultProbability: number;
  readonly peakExposure: number;
};

/** Credit value adjustment with a flat hazard rate. @see Gregory (2020), chapter 12 */
export function creditValue(inputs: CreditInputs): CreditValue {
  const { times, exposures, hazard, rate, lossGivenDefault } = inputs;
  invariant(times.length === exposures.length, 'there is an exposure for every time');
  const losses = times.map((time, i) => {
    const before = i === 0 ? 0 : times[i - 1]!;
    // exp(−h t₀) − exp(−h t₁), without cancellation for a small hazard.
    const defaults = Math.exp(-hazard * before) * -Math.expm1(-hazard * (time - before));
    return Math.exp(-rate * time) * exposures[i]! * defaults;
  });
  return {
    adjustment: lossGivenDefault * compensatedSum(losses),
    defaultProbability: -Math.expm1(-hazard * (times.at(-1) ?? 0)),
    peakExposure: exposures.reduce((peak, exposure) => Math.max(peak, exposure), 0),
  };
}
