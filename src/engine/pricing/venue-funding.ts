import { fail, ok, type Outcome } from '../values/outcome.ts';
import { unfitInput } from './market-check.ts';

const held = (x: number, least: number, most: number): number => Math.min(Math.max(x, least), most);

export type PremiumFunding = {
  /** Mean premium of the interval, (price − index) ÷ index, a fraction. */
  readonly premium: number;
  /** Interest of 8 hours, a fraction. */
  readonly interest: number;
  /** How far interest − premium may pull, a fraction: 0.0005 at both venues. */
  readonly band: number;
  /** Hours between payments, positive. */
  readonly intervalHours: number;
};

/**
 * Funding of one payment, fraction of notional, positive: longs pay, before any cap:
 * `(premium + clamp(interest − premium, ± band)) ÷ (8 ÷ hours)`. Binance since 2025-09-18;
 * Hyperliquid with one hour between payments.
 *
 * @see Binance announcement of 2025-09-16; hyperliquid.gitbook.io/hyperliquid-docs/trading/funding
 */
export function premiumFunding(of: PremiumFunding): Outcome<number> {
  const { premium, interest, band, intervalHours } = of;
  const unfit = unfitInput([
    ['premium', premium, 'finite'],
    ['interest', interest, 'finite'],
    ['band', band, 'not negative'],
    ['hours between payments', intervalHours, 'positive'],
  ]);
  return unfit === null
    ? ok((premium + held(interest - premium, -band, band)) * (intervalHours / 8))
    : fail(unfit.reason, unfit.message);
}

/** Bounds of a funding rate, fractions per 8 hours. */
export type FundingBounds = { readonly least: number; readonly most: number };

function boundsFault({ least, most }: FundingBounds): Outcome<never> | null {
  const unfit = unfitInput([
    ['least funding', least, 'finite'],
    ['most funding', most, 'finite'],
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  return least > most ? fail('malformed', `least funding was ${least}, above ${most}`) : null;
}

/**
 * Deribit's 8-hour funding rate: the premium of the mark less a damper around 0, within bounds.
 *
 * @param damper fraction, 0.00025
 * @see support.deribit.com, article 31424939178397
 */
export function dampedFunding(
  mark: number,
  index: number,
  damper: number,
  bounds: FundingBounds,
): Outcome<number> {
  const unfit = unfitInput([
    ['mark', mark, 'positive'],
    ['index', index, 'positive'],
    ['damper', damper, 'not negative'],
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  const fault = boundsFault(bounds);
  if (fault !== null) return fault;
  const premium = (mark - index) / index;
  const rate = Math.max(damper, premium) + Math.min(-damper, premium);
  return ok(held(rate, bounds.least, bounds.most));
}

/**
 * OKX's funding rate until its next change: the mean premium of the interval less interest, within
 * bounds.
 *
 * @see okx.com help 360053909272 and the notice for 2024-03-05
 */
export function boundedFunding(
  premiums: readonly number[],
  interest: number,
  bounds: FundingBounds,
): Outcome<number> {
  if (premiums.length === 0) return fail('missing-market-data', 'no sample of the premium');
  const unfit = unfitInput([
    ['interest', interest, 'finite'],
    ...premiums.map((one, i) => [`premium ${i + 1}`, one, 'finite'] as const),
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  const fault = boundsFault(bounds);
  if (fault !== null) return fault;
  const mean = premiums.reduce((total, one) => total + one - interest, 0) / premiums.length;
  return ok(held(mean, bounds.least, bounds.most));
}
