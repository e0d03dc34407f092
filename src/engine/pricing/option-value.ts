import type { OptionRight } from './black.ts';

/** A European option with its market. Rates are continuously compounded, times in years (ACT/365F). */
export type SpotOption = {
  readonly right: OptionRight;
  /** Positive, quote currency. */
  readonly spot: number;
  /** Positive, quote currency. */
  readonly strike: number;
  /** At least 0. */
  readonly years: number;
  readonly rate: number;
  /** Dividend yield, foreign rate, coin rate or storage: forward = spot × exp((rate − carry) × years). */
  readonly carry: number;
  /** Fraction per √year, at least 0. */
  readonly volatility: number;
};

/** The same option seen from the forward of its own expiry; `rate` only discounts. */
export type ForwardOption = {
  readonly right: OptionRight;
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
  readonly rate: number;
  readonly volatility: number;
};

/**
 * Value and derivatives, raw: per 1.00 of volatility or rate, per year of calendar time passing.
 * The asset is the spot (Black-Scholes) or the forward (Black-76).
 */
export type OptionValue = {
  /** Premium discounted to today, quote currency. */
  readonly price: number;
  /** ∂/∂asset. */
  readonly delta: number;
  /** ∂²/∂asset². */
  readonly gamma: number;
  /** ∂/∂volatility. */
  readonly vega: number;
  /** −∂/∂years. */
  readonly theta: number;
  /** ∂/∂rate; at a fixed forward for Black-76. */
  readonly rho: number;
  /** ∂²/∂asset ∂volatility. */
  readonly vanna: number;
  /** ∂²/∂volatility². */
  readonly volga: number;
  /** −∂²/∂asset ∂years. */
  readonly charm: number;
  /** ∂³/∂asset³. */
  readonly speed: number;
  /** ∂³/∂asset² ∂volatility. */
  readonly zomma: number;
  /** −∂³/∂asset² ∂years. */
  readonly color: number;
  /** −∂²/∂volatility ∂years. */
  readonly veta: number;
  /** ∂³/∂volatility³. */
  readonly ultima: number;
  /** ∂/∂strike. */
  readonly dualDelta: number;
  /** ∂²/∂strike². */
  readonly dualGamma: number;
  /**
   * True at the kink: no deviation left and the forward exactly at the strike. Delta and vega are then
   * one-sided limits; theta at expiry and the derivatives of second and higher order do not exist
   * and are given as 0.
   */
  readonly singular: boolean;
};

/** `OptionValue` with the derivative by the carry rate. */
export type SpotOptionValue = OptionValue & {
  /** ∂/∂carry at a fixed spot. */
  readonly carryRho: number;
};
