import type { Market } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { BookGap } from '../../../engine/contract/feeds.ts';
import type { BookState } from '../books/synced-book.ts';
import type { TickerField } from '../events.ts';
import type { KeptFault } from '../venue-market.ts';
import type { Replayed } from './replayed.ts';

/** What a recording held, as `crossguard replay --json` prints it. Times are UTC milliseconds. */
export type ReplayReport = {
  readonly venue: string;
  readonly files: readonly string[];
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly frames: number;
  /** Events by kind. */
  readonly events: Readonly<Record<string, number>>;
  readonly faults: { readonly count: number; readonly newest: readonly KeptFault[] };
  readonly unread: readonly string[];
  readonly gaps: { readonly count: number; readonly newest: readonly BookGap[] };
  /** Ticker messages that came after newer ones. */
  readonly late: number;
  /** Our clock less the venue's, with the quickest message's delay, milliseconds. */
  readonly clockOffset: number | null;
  readonly books: readonly ReplayedBook[];
  readonly tickers: readonly ReplayedTicker[];
  readonly indexes: readonly object[];
  readonly contracts: number;
};

type Pair = readonly [price: number, quantity: number];

type ReplayedBook = {
  readonly market: Market;
  readonly symbol: string;
  readonly state: BookState;
  readonly at: Instant | null;
  readonly last: number | null;
  /** Levels a side; a book that is not live shows none. */
  readonly levels: { readonly bids: number; readonly asks: number };
  /** Best first. */
  readonly bids: readonly Pair[];
  readonly asks: readonly Pair[];
};

type ReplayedTicker = {
  readonly market: Market;
  readonly symbol: string;
  readonly values: Readonly<
    Partial<Record<TickerField, { readonly value: number | null; readonly at: Instant }>>
  >;
};

/** @param depth levels a side that are listed */
export function replayReport(
  { market, kinds, unread, from, to }: Replayed,
  files: readonly string[],
  depth: number,
): ReplayReport {
  const { books, tickers, counts, faults, clock, indexes, volatilityIndexes, contracts } = market;
  return {
    venue: market.feed.id,
    files,
    from,
    to,
    frames: counts.frames,
    events: Object.fromEntries(kinds),
    faults: { count: counts.faults, newest: faults },
    unread,
    gaps: { count: books.gapCount, newest: books.gaps },
    late: tickers.late,
    clockOffset: clock.value,
    books: [...books.books].map(({ market: of, symbol, synced }) => {
      const live = synced.state === 'live';
      const [bids, asks] = live ? [synced.book.bids(), synced.book.asks()] : [[], []];
      return {
        market: of,
        symbol,
        state: synced.state,
        at: synced.at,
        last: synced.last,
        levels: { bids: bids.length, asks: asks.length },
        bids: bids.slice(0, depth).map(({ price, quantity }) => [price, quantity]),
        asks: asks.slice(0, depth).map(({ price, quantity }) => [price, quantity]),
      };
    }),
    tickers: [...tickers.all].map(({ market: of, symbol, values }) => ({
      market: of,
      symbol,
      values: Object.fromEntries(
        [...values].map(([field, { value, at }]) => [field, { value, at }]),
      ),
    })),
    indexes: [...indexes.values(), ...volatilityIndexes.values()].map(({ event }) => event),
    contracts: contracts.size,
  };
}
