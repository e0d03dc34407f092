import * as fc from 'fast-check';
import { asset, market, venue } from '../../../../src/engine/values/ids.ts';
import { type Instant, instant } from '../../../../src/engine/values/units.ts';
import { byPrevious } from '../../../../src/main/feeds/books/book-rule.ts';
import type { FeedEvent, Frame, LostConnection } from '../../../../src/main/feeds/events.ts';
import type { Recorder } from '../../../../src/main/feeds/recording/recorder.ts';
import type { VenueFeed } from '../../../../src/main/feeds/venue-feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';

export const start = Date.UTC(2026, 10, 20, 9, 0, 30);

/**
 * A venue whose messages are our events as JSON; its books are spliced onto requested snapshots as those of
 * Binance's futures are: the first update spans the snapshot's id, each later one names the one before.
 */
export const plainFeed: VenueFeed = {
  id: 'plain',
  title: 'Plain',
  venue: venue('PLAIN'),
  markets: [market('PLAIN')],
  endpoints: {},
  decode: ({ text }) => ({ events: JSON.parse(text), faults: [] }),
  bookRule: () => ({
    follows: byPrevious,
    splices: ({ first, last }, snapshot) =>
      (last ?? 0) < snapshot ? 'old' : (first ?? 0) <= snapshot ? 'next' : 'gap',
    depth: 5,
  }),
  connections: () => [],
};

export type LiveStep =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'lost'; readonly lost: LostConnection };

export const timeOf = (step: LiveStep): number =>
  step.kind === 'frame' ? step.frame.receivedAt : step.lost.at;

/** Does to a market what a connection does. */
export function live(of: VenueMarket, step: LiveStep): void {
  if (step.kind === 'frame') of.take(step.frame);
  else {
    const { books, reason, at } = step.lost;
    of.books.withdraw(books ?? [...of.books.books], reason, at);
  }
}

/** The same with a recorder at the connection. */
export function recordedLive(recorder: Recorder, of: VenueMarket, step: LiveStep): void {
  if (step.kind === 'frame') recorder.arriving(of, step.frame);
  else recorder.lost(of, step.lost);
  live(of, step);
}

/** All that is known of a venue, as plain data in an order of its own. */
export function known(of: VenueMarket): unknown {
  const byKey = (a: readonly unknown[], b: readonly unknown[]): number =>
    String(a[0]) < String(b[0]) ? -1 : 1;
  return structuredClone({
    books: [...of.books.books]
      .map(({ market: at, symbol, synced }) => [
        `${symbol}.${at}`,
        synced.state,
        synced.last,
        synced.at,
        synced.book.bids(),
        synced.book.asks(),
      ])
      .toSorted(byKey),
    tickers: [...of.tickers.all]
      .map(({ market: at, symbol, values }) => [
        `${symbol}.${at}`,
        [...values].map(([field, value]) => [field, value] as const).toSorted(byKey),
      ])
      .toSorted(byKey),
    clock: of.clock.value,
    indexes: [...of.indexes],
    volatilityIndexes: [...of.volatilityIndexes],
    trades: [...of.lastTrades],
    contracts: [...of.contracts],
  });
}

/** What plain playing of all steps up to a time leads to: the reference. */
export function played(
  feed: VenueFeed,
  steps: readonly LiveStep[],
  until: number = Number.POSITIVE_INFINITY,
): unknown {
  const of = new VenueMarket(feed);
  for (const step of steps) {
    if (timeOf(step) > until) break;
    live(of, step);
  }
  return known(of);
}

const price = fc.integer({ min: 1, max: 30 });
const symbol = fc.constantFrom('A', 'B');

/** One thing that happens; ids of books are given afterwards so that they run on, or not. */
const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      symbol,
      price,
      skip: fc.constantFrom(0, 0, 0, 0, 0, 0, 1),
      side: fc.boolean(),
      quantity: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('snapshot' as const), symbol, price }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('ticker' as const),
      symbol,
      price: fc.option(price),
      late: fc.integer({ min: 0, max: 400 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('trade' as const), symbol, price }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('index' as const), price }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lost' as const), all: fc.boolean() }) },
);

/** A session of a made-up venue: books with gaps, late tickers, connections that end. */
export const aSession: fc.Arbitrary<readonly LiveStep[]> = fc
  .array(fc.tuple(fc.constantFrom(0, 1, 40, 90, 100, 700, 30_000), happening), {
    minLength: 1,
    maxLength: 80,
  })
  .map((happenings) => {
    const ids = new Map([
      ['A', 100],
      ['B', 500],
    ]);
    let at = start;
    return happenings.map(([wait, one]): LiveStep => {
      at += wait;
      if (one.kind === 'lost') {
        const books = one.all ? null : [{ market: market('PLAIN'), symbol: 'A' }];
        const lost = { endpoint: 'wss://plain', books, reason: 'it ended', at: instant(at) };
        return { kind: 'lost', lost };
      }
      const event = eventOf(one, ids, instant(at));
      const text = JSON.stringify([event]);
      return { kind: 'frame', frame: { endpoint: 'wss://plain', text, receivedAt: instant(at) } };
    });
  });

type Happening = Exclude<
  typeof happening extends fc.Arbitrary<infer T> ? T : never,
  { kind: 'lost' }
>;

function eventOf(one: Happening, ids: Map<string, number>, at: Instant): FeedEvent {
  const place = market('PLAIN');
  if (one.kind === 'index') {
    const [base, quote] = [asset('BTC'), asset('USD')];
    return { kind: 'index', market: place, name: 'btc', asset: base, quote, at, value: one.price };
  }
  const base = { market: place, symbol: one.symbol };
  if (one.kind === 'trade') {
    return { kind: 'trade', ...base, at, price: one.price, quantity: 1, side: 'buy', id: null };
  }
  if (one.kind === 'ticker') {
    const values = { mark: one.price, funding: 0.0001, fundingHours: 8, bid: null };
    return { kind: 'ticker', ...base, at: instant(at - one.late), values };
  }
  // An update spans three ids after two that nobody sees; a snapshot lies within the next update.
  const before = ids.get(one.symbol)!;
  const book = { kind: 'book' as const, ...base, at, checksum: null };
  if (one.kind === 'snapshot') {
    const bids = [{ price: one.price, quantity: 2 }];
    const asks = [{ price: one.price + 40, quantity: 2, text: ['1.0', '2.00'] as const }];
    const of = { first: null, last: before + 4, previous: null };
    return { ...book, action: 'snapshot', bids, asks, ...of };
  }
  const missed = one.skip * 5;
  ids.set(one.symbol, before + missed + 5);
  const level = { price: one.side ? one.price : one.price + 40, quantity: one.quantity };
  return {
    ...book,
    action: 'update',
    bids: one.side ? [level] : [],
    asks: one.side ? [] : [level],
    first: before + missed + 3,
    last: before + missed + 5,
    previous: before + missed,
  };
}
