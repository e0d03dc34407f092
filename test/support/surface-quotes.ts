import type { Instrument } from '../../src/engine/model/instrument.ts';
import { undiscountedBlack } from '../../src/engine/pricing/black.ts';
import type { OptionQuote } from '../../src/engine/pricing/surface/option-quote.ts';
import { asset, instrumentId, market } from '../../src/engine/values/ids.ts';
import { instant, type Instant } from '../../src/engine/values/units.ts';

export const asOf: Instant = instant(Date.parse('2026-02-01T08:00:00Z'));

const DAY = 86_400_000;

export const inDays = (days: number): Instant => instant(asOf + days * DAY);

export type Listing = {
  /** Premiums in coin by the forward, or in the quote currency. */
  readonly priceUnit: 'underlying' | 'quote';
  readonly days: number;
  readonly forward: number;
  /** Volatility² × years at k. */
  readonly variance: (k: number) => number;
  readonly strikes: readonly number[];
  /** Half of ask less bid, as a share of the premium. */
  readonly spread?: number;
  readonly discount?: number;
};

function anOption(
  priceUnit: Listing['priceUnit'],
  days: number,
  strike: number,
  right: 'call' | 'put',
): Instrument {
  const symbol = `BTC-${days}-${strike}-${right === 'call' ? 'C' : 'P'}`;
  const id = instrumentId(symbol, market('DERIBIT'));
  if (!id.ok) throw new Error(id.failure.message);
  return {
    id: id.value,
    symbol,
    market: market('DERIBIT'),
    kind: 'option',
    payoff: priceUnit === 'underlying' ? 'inverse' : 'linear',
    underlying: asset('BTC'),
    quote: asset('USD'),
    settlement: asset(priceUnit === 'underlying' ? 'BTC' : 'USD'),
    multiplier: 1,
    priceUnit,
    expiry: inDays(days),
    option: { right, strike, exercise: 'european' },
  };
}

/** Calls and puts of every strike about the value that the variance gives them. */
export function quotesOf(of: Listing): readonly OptionQuote[] {
  const { priceUnit, days, forward, variance, strikes, spread = 0, discount = 1 } = of;
  return strikes.flatMap((strike) =>
    (['call', 'put'] as const).map((right): OptionQuote => {
      const deviation = Math.sqrt(variance(Math.log(strike / forward)));
      const value = discount * undiscountedBlack(right, forward, strike, deviation);
      const price = priceUnit === 'underlying' ? value / forward : value;
      return {
        instrument: anOption(priceUnit, days, strike, right),
        bid: price * (1 - spread),
        ask: price * (1 + spread),
        mark: price,
        bidSize: 3,
        askSize: 4,
        bidVolatility: null,
        askVolatility: null,
        markVolatility: null,
        forward: null,
        at: asOf,
      };
    }),
  );
}

/** Strikes evenly spaced in k. */
export const strikesAbout = (
  forward: number,
  low: number,
  high: number,
  count: number,
): readonly number[] =>
  Array.from(
    { length: count },
    (_, i) => forward * Math.exp(low + ((high - low) * i) / (count - 1)),
  );
