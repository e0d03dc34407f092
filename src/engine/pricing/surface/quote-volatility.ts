import type { Instrument, OptionTerms } from '../../model/instrument.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { undiscountedBlack } from '../black.ts';
import { impliedVolatility } from '../implied-volatility.ts';

/** Where the options of one expiry are priced. */
export type PricingPoint = {
  /** In the quote currency. */
  readonly forward: number;
  readonly years: number;
  readonly discount: number;
};

/** Quote currency per unit in which the option is quoted: coin premiums are premiums ÷ forward. */
const unitOf = (priceUnit: Instrument['priceUnit'], forward: number): number =>
  priceUnit === 'underlying' ? forward : 1;

/** The Black volatility of a price in the option's own unit. */
export function quotedVolatility(
  { right, strike }: OptionTerms,
  priceUnit: Instrument['priceUnit'],
  { forward, years, discount }: PricingPoint,
  price: number,
): Outcome<number> {
  const found = impliedVolatility({
    right,
    strike,
    forward,
    years,
    discount,
    price: price * unitOf(priceUnit, forward),
  });
  return found.kind === 'volatility' ? ok(found.volatility) : { ok: false, failure: found.failure };
}

/** Price of an option at a total variance, in its own unit. */
export function pricedAt(
  { right, strike }: OptionTerms,
  priceUnit: Instrument['priceUnit'],
  { forward, discount }: PricingPoint,
  variance: number,
): number {
  const value = undiscountedBlack(right, forward, strike, Math.sqrt(variance));
  return (discount * value) / unitOf(priceUnit, forward);
}
