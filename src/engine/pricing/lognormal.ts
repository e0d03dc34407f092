import { normalCumulative, normalDensity } from '../numeric/special/normal.ts';
import { logNormalisedBlack, type OptionRight } from './black.ts';
import type { SpotOptionValue } from './option-value.ts';

/** The input of `lognormalValue`: a spot option whose ln(forward ÷ strike) is known accurately. */
export type LognormalInput = {
  readonly right: OptionRight;
  readonly asset: number;
  readonly strike: number;
  readonly years: number;
  readonly rate: number;
  readonly carry: number;
  readonly volatility: number;
  /** ln(asset ÷ strike) + (rate − carry) × years. */
  readonly logMoneyness: number;
};

/** Below this the deviation is taken as none: powers of 1 ÷ deviation would overflow. */
const leastDeviation = 1e-100;

/** Forward − strike by strike, accurate relatively near the money. */
function excess(logMoneyness: number): number {
  return Math.expm1(logMoneyness);
}

/** Value when the forward is reached with certainty. */
function certainValue(input: LognormalInput): SpotOptionValue {
  const { right, asset, strike, years, rate, carry, volatility, logMoneyness: x } = input;
  const sign = right === 'call' ? 1 : -1;
  const singular = x === 0;
  const weight = singular ? 0.5 : sign * x > 0 ? 1 : 0;
  const carried = asset * Math.exp(-carry * years);
  const paid = strike * Math.exp(-rate * years);
  const vega = singular && volatility === 0 ? carried * Math.sqrt(years / (2 * Math.PI)) : 0;
  return {
    price: weight === 1 ? sign * paid * excess(x) : 0,
    delta: weight === 0 ? 0 : (sign * weight * carried) / asset,
    gamma: 0,
    vega,
    theta: singular ? 0 : sign * weight * (carry * carried - rate * paid),
    rho: sign * weight * years * paid,
    carryRho: -sign * weight * years * carried,
    vanna: 0,
    volga: 0,
    charm: singular ? 0 : (sign * weight * carry * carried) / asset,
    speed: 0,
    zomma: 0,
    color: 0,
    veta: 0,
    ultima: 0,
    dualDelta: (-sign * weight * paid) / strike,
    dualGamma: 0,
    singular,
  };
}

/**
 * Value and all derivatives of a European option on a lognormal asset.
 *
 * Prices come from the out-of-the-money side plus the intrinsic value, so both wings keep their
 * relative accuracy.
 *
 * @see Haug, "The Complete Guide to Option Pricing Formulas" (2007), chapter 2; Merton (1973)
 */
export function lognormalValue(input: LognormalInput): SpotOptionValue {
  const { right, asset, strike, years, rate, carry, volatility, logMoneyness: x } = input;
  const rootYears = Math.sqrt(years);
  const s = volatility * rootYears;
  if (s < leastDeviation) return certainValue(input);

  const sign = right === 'call' ? 1 : -1;
  const spread = rate - carry;
  const a = Math.exp(-carry * years);
  const paid = strike * Math.exp(-rate * years);
  const d1 = x / s + s / 2;
  const d2 = x / s - s / 2;
  const density = a * normalDensity(d1);
  const reached = sign * a * normalCumulative(sign * d1);
  const exercised = sign * paid * normalCumulative(sign * d2);
  // Where the density is below the smallest double, powers of d1 must not make it NaN.
  const u = density === 0 ? 0 : d1;
  const v = density === 0 ? 0 : d2;

  const timeValue =
    Math.sqrt(asset * a) * Math.sqrt(paid) * Math.exp(logNormalisedBlack(Math.abs(x), s));
  const gamma = density / (asset * s);
  const vega = asset * density * rootYears;
  const uv = u * v;
  return {
    price: timeValue + (sign * x > 0 ? sign * paid * excess(x) : 0),
    delta: reached,
    gamma,
    vega,
    theta:
      (-asset * density * volatility) / (2 * rootYears) +
      carry * asset * reached -
      rate * exercised,
    rho: years * exercised,
    carryRho: -years * asset * reached,
    vanna: (-density * v) / volatility,
    volga: (vega * uv) / volatility,
    charm: carry * reached - (density * (2 * spread * years - v * s)) / (2 * years * s),
    speed: (-gamma * (u / s + 1)) / asset,
    zomma: (gamma * (uv - 1)) / volatility,
    color: (gamma / (2 * years)) * (2 * carry * years + 1 + (u * (2 * spread * years - v * s)) / s),
    veta: vega * (carry + (spread * u) / s - (1 + uv) / (2 * years)),
    ultima: (-vega / volatility / volatility) * (uv * (1 - uv) + u * u + v * v),
    dualDelta: -exercised / strike,
    dualGamma: (paid / strike / strike / s) * normalDensity(d2),
    singular: false,
  };
}
