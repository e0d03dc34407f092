import type {
  DeriveOption,
  DerivePortfolioNumbers,
  DeriveScenario,
  SkewTilt,
} from '../../model/derive-numbers.ts';
import { logMoneyness, undiscountedBlack } from '../../pricing/black.ts';
import { volatilityFactor } from '../../pricing/volatility-shock.ts';
import { yearsOf, type HeldExpiry } from './state.ts';

/** The forward freezes into the settlement price over the last half hour. */
const SETTLEMENT_SECONDS = 1800;

const PIVOT_DAYS = 30;
const SECONDS_PER_DAY = 86_400;

/** Forward after the spot moved: `F(1 − w) + F·w·move` with w falling to 0 in the last half hour. */
function shockedForward({ forward, seconds }: HeldExpiry, move: number): number {
  const weight = Math.min(1, seconds / SETTLEMENT_SECONDS);
  return forward * (1 - weight) + forward * weight * move;
}

/** `1 + clamp(k·cap ÷ width, ±cap)` with k the log-moneyness, or its size for the absolute tilt. */
function skewFactor(
  { strike, seconds }: DeriveOption,
  forward: number,
  { cap: base, perRootYear }: SkewTilt,
  absolute: boolean,
  { skew }: DerivePortfolioNumbers,
): number {
  const root = Math.sqrt(yearsOf(seconds));
  const cap = base + perRootYear * root;
  const width = Math.max(
    skew.leastWidth,
    root * skew.widthScale * (skew.widthStatic + root * skew.widthPerRootYear),
  );
  const moneyness = logMoneyness(strike, forward);
  const tilt = ((absolute ? Math.abs(moneyness) : moneyness) * cap) / width;
  const [least, most] = [Math.min(cap, -cap), Math.max(cap, -cap)];
  return Math.max(1 + Math.min(Math.max(tilt, least), most), 0);
}

/** Volatility of an option in a scenario, a fraction per √year. */
function scenarioVolatility(
  option: DeriveOption,
  forward: number,
  scenario: DeriveScenario['volatility'],
  numbers: DerivePortfolioNumbers,
): number {
  const { up, down, leastUp, ...powers } = numbers.volatility;
  const rule = { pivotDays: PIVOT_DAYS, ...powers };
  const days = option.seconds / SECONDS_PER_DAY;
  const { volatility } = option;
  switch (scenario) {
    case 'up':
      return Math.max(leastUp, volatility * volatilityFactor(up, days, rule));
    case 'down':
      return volatility * volatilityFactor(-down, days, rule);
    case 'linear':
    case 'absolute': {
      const tilt = numbers.skew[scenario];
      return volatility * skewFactor(option, forward, tilt, scenario === 'absolute', numbers);
    }
    case 'none':
      return volatility;
  }
}

/**
 * Value of an expiry's options in dollars, at a move of the spot and a move of volatility: Black on
 * the moved forward, discounted at the expiry's rate, at least 0.
 */
export function expiryValue(
  expiry: HeldExpiry,
  move: number,
  scenario: DeriveScenario['volatility'],
  numbers: DerivePortfolioNumbers,
): number {
  const years = yearsOf(expiry.seconds);
  const discount = Math.exp(-Math.max(expiry.rate, 0) * years);
  const forward = shockedForward(expiry, move);
  return expiry.options.reduce((total, option) => {
    const volatility = scenarioVolatility(option, expiry.forward, scenario, numbers);
    const deviation = volatility * Math.sqrt(years);
    const value = undiscountedBlack(option.right, forward, option.strike, deviation);
    return total + option.quantity * value * discount;
  }, 0);
}

/**
 * What a shocked value of an expiry counts for: a positive one is discounted beyond its rate, a
 * negative one marked up.
 */
export function staticDiscounts(
  { seconds, rate }: HeldExpiry,
  { discount }: DerivePortfolioNumbers,
): { readonly positive: number; readonly negative: number } {
  const years = yearsOf(seconds);
  const floored = Math.max(rate, 0);
  const decay = (multiple: number, added: number): number =>
    Math.exp(-years * (floored * multiple + added));
  return {
    positive: discount.longBase * decay(discount.longRateMultiple, discount.longAdded),
    negative: Math.min(
      Math.exp(floored * years),
      discount.shortBase / decay(discount.shortRateMultiple, discount.shortAdded),
    ),
  };
}
