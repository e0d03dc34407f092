import { fail, type Outcome } from '../values/outcome.ts';
import { blackScholes } from './black-scholes.ts';
import { finiteFigures } from './market-check.ts';
import type { SpotOption } from './option-value.ts';

/**
 * Value and derivatives of an option that pays max(±(S − strike), 0) ÷ S in the coin itself. Raw:
 * per 1.00 of volatility or rate, per year of calendar time passing.
 */
export type InverseOptionValue = {
  /** Premium in coin. */
  readonly price: number;
  /** The same in the quote currency, at spot. */
  readonly quotePrice: number;
  /** ∂(quote value)/∂spot, coin: the hedge of the holder who counts in the quote currency. */
  readonly quoteDelta: number;
  /** spot × ∂(coin value)/∂spot: the premium-adjusted "net transaction delta", coin. */
  readonly netDelta: number;
  /** ∂(coin value)/∂spot. */
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  /** By the rate of the quote currency. */
  readonly rho: number;
  /** By the rate of the coin. */
  readonly carryRho: number;
  readonly vanna: number;
  readonly volga: number;
  /** By the strike. */
  readonly dualDelta: number;
  /** As `OptionValue.singular`. */
  readonly singular: boolean;
};

/**
 * Coin-settled option: the value in the quote currency by spot.
 *
 * `rate` is that of the quote currency, `carry` that of the coin (0 on most venues).
 *
 * @see Alexander, Chen & Imeraj, "Crypto quanto and inverse options", Mathematical Finance (2023)
 */
export function inverseOption(option: SpotOption): Outcome<InverseOptionValue> {
  const outcome = blackScholes(option);
  if (!outcome.ok) return fail(outcome.failure.reason, outcome.failure.message);
  const quote = outcome.value;
  const { spot, strike } = option;
  // Delta − price ÷ spot cancels to the strike's leg: what is exercised, in coin.
  const netDelta = -(strike / spot) * quote.dualDelta;
  return finiteFigures({
    price: quote.price / spot,
    quotePrice: quote.price,
    quoteDelta: quote.delta,
    netDelta,
    delta: netDelta / spot,
    gamma: ((strike / spot) * (strike / spot) * quote.dualGamma - (2 * netDelta) / spot) / spot,
    vega: quote.vega / spot,
    theta: quote.theta / spot,
    rho: quote.rho / spot,
    carryRho: quote.carryRho / spot,
    vanna: (quote.vanna - quote.vega / spot) / spot,
    volga: quote.volga / spot,
    dualDelta: quote.dualDelta / spot,
    singular: quote.singular,
  });
}
