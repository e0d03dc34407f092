import { erfcx, erfNearZero, scaledTail } from '../numeric/special/error-function.ts';
import { normalCumulative } from '../numeric/special/normal.ts';
import { inverseHazardSlopeMean } from '../numeric/special/mills.ts';

export type OptionRight = 'call' | 'put';

const rootTwoPi = 2.5066282746310007;
const rootHalfPi = 1.2533141373155003;

/** ln(forward ÷ strike), accurate relatively where the two are near each other. */
export function logMoneyness(forward: number, strike: number): number {
  const excess = (forward - strike) / strike;
  return Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log(forward / strike);
}

/**
 * ln of the value of the option that is out of the money, by √(forward × strike).
 *
 * Taken as a logarithm it neither underflows nor loses digits in the wings.
 *
 * @param distance |ln(forward ÷ strike)|, at least 0
 * @param deviation volatility × √years, positive
 * @see Jäckel, "Let's be rational" (2016), section 6
 */
export function logNormalisedBlack(distance: number, deviation: number): number {
  const h = -distance / deviation;
  const t = deviation / 2;
  const exponent = -(h * h + t * t) / 2;
  // A small t makes the difference of two nearly equal terms: it is integrated instead.
  if (t < 0.3) return exponent + Math.log((deviation / rootTwoPi) * inverseHazardSlopeMean(h, t));
  if (h + t > 0) {
    const root = Math.exp(distance / 2);
    return Math.log(normalCumulative(h + t) / root - normalCumulative(h - t) * root);
  }
  return exponent + Math.log((erfcx(-(h + t) * Math.SQRT1_2) - erfcx((t - h) * Math.SQRT1_2)) / 2);
}

/**
 * asset × N(d), given asset × n(d): both legs of Black's formula have the same density term, so that
 * one exponential serves both.
 */
function leg(asset: number, d: number, density: number): number {
  const x = Math.abs(d) * Math.SQRT1_2;
  if (x <= 0.46875) return asset * (0.5 + 0.5 * erfNearZero(d * Math.SQRT1_2));
  const tail = density * rootHalfPi * scaledTail(x);
  return d < 0 ? tail : asset - tail;
}

/**
 * Expected payoff of a European option on a lognormal forward, in the unit of the forward.
 *
 * Built for loops over scenarios: absolute error about 3e-16 × max(forward, strike).
 * `blackTimeValue` is accurate relatively, for prices far out of the money.
 *
 * @param forward positive
 * @param strike positive
 * @param deviation volatility × √years, at least 0; 0 gives the intrinsic value
 * @see Black, "The pricing of commodity contracts" (1976)
 */
export function undiscountedBlack(
  right: OptionRight,
  forward: number,
  strike: number,
  deviation: number,
): number {
  const sign = right === 'call' ? 1 : -1;
  const intrinsic = Math.max(sign * (forward - strike), 0);
  if (deviation <= 0) return intrinsic;
  const d1 = logMoneyness(forward, strike) / deviation + deviation / 2;
  const d2 = d1 - deviation;
  const density = (forward / rootTwoPi) * Math.exp(-0.5 * d1 * d1);
  const value = sign * (leg(forward, sign * d1, density) - leg(strike, sign * d2, density));
  return Math.max(value, intrinsic);
}

/** Undiscounted value less intrinsic value: the price of the option that is out of the money. */
export function blackTimeValue(forward: number, strike: number, deviation: number): number {
  if (deviation <= 0) return 0;
  const distance = Math.abs(logMoneyness(forward, strike));
  return Math.sqrt(forward) * Math.sqrt(strike) * Math.exp(logNormalisedBlack(distance, deviation));
}
