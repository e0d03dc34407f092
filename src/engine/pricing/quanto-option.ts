import { fail, type Outcome } from '../values/outcome.ts';
import { blackTimeValue, type OptionRight } from './black.ts';
import { finiteFigures, unfitInput } from './market-check.ts';

/** An option on a price in one currency that pays a fixed amount of another per point. */
export type QuantoOption = {
  readonly right: OptionRight;
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
  /** Of the asset, fraction per √year. */
  readonly volatility: number;
  /** Of the settlement coin's price in the quote currency, fraction per √year. */
  readonly settlementVolatility: number;
  /** Between the asset and the settlement coin's price in the quote currency, in [−1, 1]. */
  readonly correlation: number;
  /** Rate of the settlement coin, continuously compounded. */
  readonly settlementRate: number;
  /** Settlement units per point. */
  readonly perPoint: number;
};

/** Forward under the settlement coin's measure, and the premium in the settlement coin. */
export type QuantoValue = { readonly quantoForward: number; readonly price: number };

/**
 * Quanto option: Black on forward × exp(+ρ·σ·σₓ·T), since the coin's price is quoted in the
 * currency of the asset.
 *
 * @see Hull, "Options, Futures and Other Derivatives", chapter 30; Wystup, "Quanto options" (2010)
 */
export function quantoOption(option: QuantoOption): Outcome<QuantoValue> {
  const { right, forward, strike, years, volatility, settlementVolatility } = option;
  const { correlation, settlementRate, perPoint } = option;
  const unfit = unfitInput([
    ['forward', forward, 'positive'],
    ['strike', strike, 'positive'],
    ['years', years, 'not negative'],
    ['volatility', volatility, 'not negative'],
    ['settlement volatility', settlementVolatility, 'not negative'],
    ['correlation', correlation, 'finite'],
    ['settlement rate', settlementRate, 'finite'],
    ['units per point', perPoint, 'positive'],
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  if (Math.abs(correlation) > 1) {
    return fail('malformed', `correlation must lie in [-1, 1], was ${correlation}`);
  }
  const quantoForward = forward * Math.exp(correlation * volatility * settlementVolatility * years);
  const sign = right === 'call' ? 1 : -1;
  const points =
    Math.max(sign * (quantoForward - strike), 0) +
    blackTimeValue(quantoForward, strike, volatility * Math.sqrt(years));
  const discount = Math.exp(-settlementRate * years);
  return finiteFigures({ quantoForward, price: perPoint * discount * points });
}
