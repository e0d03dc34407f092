import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { IndexEvent } from '../events.ts';
import type { Ticker } from '../tickers.ts';
import type { VenueMarket } from '../venue-market.ts';
import { indexName } from '../venue-market.ts';
import { ourTime } from './live-quotes.ts';

/** One price of an asset in a quote currency, as somebody states it now. */
export type SpotSource = {
  /** `Deribit index`, `Coinbase BTC-USD`. */
  readonly source: string;
  readonly asset: Asset;
  readonly quote: Asset;
  readonly value: number;
  /** Our clock. */
  readonly at: Instant;
  /** Half-width of what it says it may be off by, in its own unit; null where it does not. */
  readonly confidence: number | null;
  /** Why it is not believed where nobody else states a price; null where it is. */
  readonly doubt: string | null;
};

/** A venue's index, from its own channel. */
export const indexSource = (
  venue: VenueMarket,
  event: IndexEvent,
  receivedAt: Instant,
): SpotSource => ({
  source: `${venue.feed.title} index`,
  asset: event.asset,
  quote: event.quote,
  value: event.value,
  at: event.at === null ? receivedAt : ourTime(venue, event.at, receivedAt),
  confidence: null,
  doubt: venue.prices.doubt(event.name),
});

/** What a contract's ticker says of its underlying: the index it is marked by, or of a spot pair the middle of its book. */
export function tickerSource(
  venue: VenueMarket,
  ticker: Ticker,
  { kind, underlying, quote }: Instrument,
): SpotSource | null {
  if (kind !== 'spot') {
    const index = ticker.values.get('index');
    if (index === undefined || index.value === null) return null;
    return {
      source: `${venue.feed.title} index`,
      asset: underlying,
      quote,
      value: index.value,
      at: ourTime(venue, index.at, index.receivedAt),
      confidence: null,
      doubt: venue.prices.doubt(indexName(ticker)),
    };
  }
  const bid = ticker.values.get('bid');
  const ask = ticker.values.get('ask');
  if (bid?.value == null || ask?.value == null || bid.value > ask.value) return null;
  const older = bid.at < ask.at ? bid : ask;
  return {
    source: `${venue.feed.title} ${ticker.symbol}`,
    asset: underlying,
    quote,
    value: (bid.value + ask.value) / 2,
    at: ourTime(venue, older.at, older.receivedAt),
    confidence: (ask.value - bid.value) / 2,
    doubt: null,
  };
}
