import type { Instrument } from '../../../engine/model/instrument.ts';
import { forwardKey, type ForwardKey, type Quote } from '../../../engine/model/market.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import type { TickerField } from '../events.ts';
import type { Ticker, Valued } from '../tickers.ts';
import type { VenueMarket } from '../venue-market.ts';

/** What a venue's ticker says of a contract, as the engine takes it. Absent: it does not say. */
export type ContractQuotes = {
  readonly mark?: Quote;
  readonly volatility?: Quote;
  readonly forward?: readonly [key: ForwardKey, quote: Quote];
};

/** When something was so, by our clock: the venue's time moved by how far the clocks are apart. */
export function ourTime({ clock }: VenueMarket, at: Instant, receivedAt: Instant): Instant {
  return instant(Math.min(receivedAt, at + (clock.value ?? receivedAt - at)));
}

function quoteOf(
  venue: VenueMarket,
  ticker: Ticker,
  field: TickerField,
  least: 'positive' | 'zero',
): Quote | undefined {
  const valued = ticker.values.get(field);
  if (valued === undefined || valued.value === null) return undefined;
  if (!(valued.value > 0 || (least === 'zero' && valued.value === 0))) return undefined;
  return asQuote(venue, ticker, field, valued, valued.value);
}

const asQuote = (
  venue: VenueMarket,
  { symbol }: Ticker,
  field: TickerField,
  { at, receivedAt }: Valued,
  value: number,
): Quote => ({
  value,
  at: ourTime(venue, at, receivedAt),
  source: `${venue.feed.title} live, ${field} of ${symbol}`,
});

/**
 * The mark of a contract in its own price unit, an option's volatility and forward, a future's mark
 * as a forward of its underlying.
 */
export function contractQuotes(
  venue: VenueMarket,
  ticker: Ticker,
  { option, expiry, kind, priceUnit, underlying }: Instrument,
): ContractQuotes {
  const mark = quoteOf(venue, ticker, 'mark', option === null ? 'positive' : 'zero');
  const volatility =
    option === null ? undefined : quoteOf(venue, ticker, 'markVolatility', 'positive');
  const forward =
    option === null
      ? kind === 'future' && priceUnit === 'quote'
        ? mark
        : undefined
      : quoteOf(venue, ticker, 'forward', 'positive');
  return {
    ...(mark === undefined ? {} : { mark }),
    ...(volatility === undefined ? {} : { volatility }),
    ...(forward === undefined || expiry === null
      ? {}
      : { forward: [forwardKey(underlying, expiry), forward] }),
  };
}
