import { type Instant, instant } from '../../../engine/values/units.ts';
import type { MarketMinute } from '../../store/market-minutes.ts';
import type { InstrumentMinute } from '../../store/minute-blob.ts';
import type { Ticker } from '../tickers.ts';
import type { VenueMarket } from '../venue-market.ts';

const MINUTE = 60_000;

/** Start of the minute that an instant is in, UTC. */
export const minuteOf = (at: Instant): Instant => instant(Math.floor(at / MINUTE) * MINUTE);

/**
 * What each instrument that was heard of within a minute shows now: of fields that the venue did not
 * repeat, what it said before. Null where none was.
 *
 * @param at start of the minute, our clock
 */
export function minuteOfMarket(of: VenueMarket, at: Instant): MarketMinute | null {
  const rows: InstrumentMinute[] = [];
  for (const ticker of of.tickers.all) {
    if (wasHeard(ticker, at)) rows.push(rowOf(ticker, at));
  }
  return rows.length === 0 ? null : { venue: of.feed.id, at, rows };
}

function wasHeard({ values }: Ticker, minute: Instant): boolean {
  for (const { receivedAt } of values.values()) {
    if (receivedAt >= minute && receivedAt < minute + MINUTE) return true;
  }
  return false;
}

function rowOf({ market, symbol, values }: Ticker, at: Instant): InstrumentMinute {
  const value = (field: Parameters<typeof values.get>[0]): number | null =>
    values.get(field)?.value ?? null;
  return {
    market,
    symbol,
    at,
    mark: value('mark'),
    index: value('index'),
    funding: value('funding'),
    fundingHours: value('fundingHours'),
    markVolatility: value('markVolatility'),
    bid: value('bid'),
    ask: value('ask'),
  };
}
