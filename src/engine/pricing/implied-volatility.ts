import { failure, type Failure } from '../values/outcome.ts';
import { normalCumulative } from '../numeric/special/normal.ts';
import { logMoneyness, logNormalisedBlack, type OptionRight } from './black.ts';
import { exactRemainder } from './exact-difference.ts';
import { unfitInput } from './market-check.ts';

/** An option and its price. The discount factor may exceed 1. */
export type PricedOption = {
  readonly right: OptionRight;
  readonly forward: number;
  readonly strike: number;
  /** Positive. */
  readonly years: number;
  readonly discount: number;
  /** Discounted premium, in the unit of the forward. */
  readonly price: number;
};

/**
 * The volatility in a price, or why there is none: the price is the discounted intrinsic value
 * (`zero`), below it, at or above what any volatility gives, or an input is unfit.
 */
export type ImpliedVolatility =
  | {
      readonly kind: 'volatility';
      /** Fraction per √year. */
      readonly volatility: number;
      /** Volatility × √years. */
      readonly deviation: number;
      /** Error of the volatility that one rounding of the price already causes. */
      readonly attainable: number;
    }
  | {
      readonly kind: 'zero' | 'below-intrinsic' | 'above-maximum' | 'invalid';
      readonly failure: Failure;
    };

const logRootTwoPi = 0.9189385332046728;

/** ln of what normalised Black lacks to its supremum exp(−distance/2). */
function logShortfall(distance: number, deviation: number): number {
  const h = -distance / deviation;
  const t = deviation / 2;
  const root = Math.exp(distance / 2);
  return Math.log(normalCumulative(-h - t) / root + normalCumulative(h - t) * root);
}

/** Where to begin: the small-deviation expansion below the inflection point, else the point itself. */
function firstDeviation(distance: number, logValue: number): number {
  const inflection = Math.sqrt(2 * distance);
  if (distance === 0) return Math.exp(Math.min(logValue, 0) + logRootTwoPi);
  if (logValue >= logNormalisedBlack(distance, inflection)) return inflection;
  let deviation = Math.min(distance / Math.sqrt(-2 * logValue), inflection);
  for (let step = 0; step < 3; step++) {
    const power = logValue + logRootTwoPi + 2 * Math.log(distance) - 3 * Math.log(deviation);
    if (power >= 0) return deviation;
    deviation = Math.min(distance / Math.sqrt(-2 * power), inflection);
  }
  return deviation;
}

type Target = {
  readonly distance: number;
  /** The logarithm that is met: of the value, or of what it lacks to its supremum. */
  readonly logarithm: (distance: number, deviation: number) => number;
  readonly direction: 'rising' | 'falling';
  readonly level: number;
};

/**
 * The deviation at which the target's logarithm has its level: Householder steps of fourth order,
 * halved in logarithms where they leave the bracket.
 *
 * @see Jäckel, "Let's be rational" (2016), section 4, for the iteration
 */
function solvedDeviation(target: Target, first: number): number {
  const { distance: x, logarithm, direction, level } = target;
  let low = 1e-305;
  let high = 400;
  let s = Math.min(Math.max(first, low), high);
  for (let step = 0; step < 100; step++) {
    const logarithmHere = logarithm(x, s);
    const excess = logarithmHere - level;
    if (excess === 0) return s;
    if (excess > 0 === (direction === 'rising')) high = s;
    else low = s;
    const h = x / s;
    const logVega = -(h * h + (s * s) / 4) / 2 - logRootTwoPi;
    const slope = (direction === 'rising' ? 1 : -1) * Math.exp(logVega - logarithmHere);
    const bend = (h * h) / s - s / 4;
    const bendSlope = (-3 * h * h) / s / s - 0.25;
    const newton = -excess / slope;
    const second = bend - slope;
    const third = second * second + bendSlope - slope * second;
    const householder =
      (newton * (1 + (newton * second) / 2)) / (1 + newton * (second + (newton * third) / 6));
    const next = s + (Number.isFinite(householder) ? householder : newton);
    const inside = next > low && next < high;
    const safe = inside ? next : Math.sqrt(low) * Math.sqrt(high);
    if (Math.abs(safe - s) <= 1e-16 * s || !(high > low)) return safe;
    s = safe;
  }
  return s;
}

function noVolatility(
  kind: 'zero' | 'below-intrinsic' | 'above-maximum',
  message: string,
): ImpliedVolatility {
  return { kind, failure: failure('not-applicable', message) };
}

/**
 * The Black volatility at which the option has its price.
 *
 * Solved on the side that is out of the money; in-the-money prices lose what the rounding of their
 * intrinsic value hides, which `attainable` states.
 */
export function impliedVolatility(option: PricedOption): ImpliedVolatility {
  const { right, forward, strike, years, discount, price } = option;
  const unfit = unfitInput([
    ['forward', forward, 'positive'],
    ['strike', strike, 'positive'],
    ['years', years, 'positive'],
    ['discount', discount, 'positive'],
    ['price', price, 'finite'],
  ]);
  if (unfit !== null) return { kind: 'invalid', failure: unfit };

  const [paid, received] = right === 'call' ? [strike, forward] : [forward, strike];
  const inTheMoney = received > paid;
  const timeValue = inTheMoney ? exactRemainder(price, discount, received, paid) : price;
  // What the two roundings of discount × (received − paid) can make is no time value.
  if (Math.abs(timeValue) <= (inTheMoney ? Number.EPSILON * price : 0)) {
    return noVolatility('zero', `the price ${price} is the discounted intrinsic value`);
  }
  if (timeValue < 0) {
    return noVolatility('below-intrinsic', `the price ${price} is below the intrinsic value`);
  }
  const lacking = -exactRemainder(price, discount, received, 0);
  if (!(lacking > 0)) {
    return noVolatility(
      'above-maximum',
      `the price ${price} is not below ${discount * received}, which no volatility reaches`,
    );
  }

  const distance = Math.abs(logMoneyness(forward, strike));
  const unit = discount * Math.sqrt(forward) * Math.sqrt(strike);
  const level = Math.log(timeValue / unit);
  // Near its supremum the value hardly moves; what it lacks does.
  const deviation =
    timeValue < lacking
      ? solvedDeviation(
          { distance, logarithm: logNormalisedBlack, direction: 'rising', level },
          firstDeviation(distance, level),
        )
      : solvedDeviation(
          {
            distance,
            logarithm: logShortfall,
            direction: 'falling',
            level: Math.log(lacking / unit),
          },
          Math.max(Math.sqrt(2 * distance), 1),
        );
  const volatility = deviation / Math.sqrt(years);
  const h = distance / deviation;
  const logVega = -(h * h + (deviation * deviation) / 4) / 2 - logRootTwoPi;
  const vega = unit * Math.sqrt(years) * Math.exp(logVega);
  return {
    kind: 'volatility',
    volatility,
    deviation,
    attainable: Number.EPSILON * (price / vega + volatility),
  };
}
