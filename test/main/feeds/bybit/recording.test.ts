import { describe, expect, it } from 'vitest';
import { BYBIT_INVERSE, BYBIT_LINEAR } from '../../../../src/main/imports/bybit/markets.ts';
import { bybitFeed } from '../../../../src/main/feeds/bybit/feed.ts';
import { replayed } from '../../../../src/main/feeds/replay/replayed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, linesOf, received } from '../probes/frames.ts';

const RECORDING = 'ws/cryptofeed/BYBIT.ws.26.0.log';

type Row = {
  readonly id: number;
  readonly price: string;
  readonly side: string;
  readonly size: number;
};
type Message = {
  readonly topic?: string;
  readonly type?: string;
  readonly data?: Row[] | Readonly<Record<'delete' | 'update' | 'insert', Row[]>>;
};

/** The book again, by the ids of its levels, as that generation was documented. */
function rebuilt(texts: readonly string[], topic: string): readonly Row[] {
  const rows = new Map<number, Row>();
  for (const text of texts) {
    const { topic: of, data }: Message = JSON.parse(text);
    if (of !== topic || data === undefined) continue;
    if (Array.isArray(data)) rows.clear();
    const {
      delete: gone = [],
      update = [],
      insert = [],
    } = Array.isArray(data) ? { insert: data } : data;
    for (const { id } of gone) rows.delete(id);
    for (const row of [...update, ...insert]) rows.set(row.id, row);
  }
  return [...rows.values()].toSorted((a, b) => Number(b.price) - Number(a.price));
}

const pairs = (levels: readonly { readonly price: number; readonly quantity: number }[]) =>
  levels.map(({ price, quantity }) => [price, quantity]);

function after(texts: readonly string[], endpoint = ''): VenueMarket {
  const market = new VenueMarket(bybitFeed);
  for (const text of texts) market.take(frameOf(text, endpoint));
  return market;
}

describe('the recording of April 2021', () => {
  // Counted with a script of its own: 4 acknowledgements, 2 snapshots and 1,016 changes, 150 rows in 76 messages of trades.
  itWithSharedData('goes through without a fault or a gap', async (folder) => {
    const { market, kinds, unread } = await replayed(bybitFeed, [`${folder}${RECORDING}`], {
      until: null,
    });
    expect(Object.fromEntries(kinds)).toEqual({ control: 4, book: 1018, trade: 150 });
    expect([market.counts.faults, market.books.gapCount, unread.length]).toEqual([0, 0, 0]);
  });

  itWithSharedData('leaves the books that a rebuild by ids gives', async (folder) => {
    const texts = received(await linesOf(`${folder}${RECORDING}`));
    const market = after(texts);
    for (const symbol of ['BTCUSD', 'EOSUSD']) {
      const rows = rebuilt(texts, `orderBookL2_25.${symbol}`);
      const side = (of: string) =>
        rows.filter((row) => row.side === of).map(({ price, size }) => [Number(price), size]);
      const ours = market.books.book(BYBIT_INVERSE, symbol);
      expect(ours?.state).toBe('live');
      expect(pairs(ours?.book.bids() ?? [])).toEqual(side('Buy'));
      expect(pairs(ours?.book.asks() ?? [])).toEqual(side('Sell').toReversed());
    }
  });

  itWithSharedData('is not disturbed by what comes twice or late', async (folder) => {
    const texts = received(await linesOf(`${folder}${RECORDING}`));
    const twice = after(texts.flatMap((text, i) => [text, texts[i - 3] ?? text]));
    expect(twice.books.gapCount).toBe(0);
    const whole = after(texts);
    for (const symbol of ['BTCUSD', 'EOSUSD']) {
      const [a, b] = [twice, whole].map((market) => market.books.book(BYBIT_INVERSE, symbol)?.book);
      expect(pairs(a?.bids() ?? [])).toEqual(pairs(b?.bids() ?? []));
    }
  });
});

describe('books of v5', () => {
  const T = 1_700_000_000_000;
  const push = (type: string, u: number, at: number, b: string[][], a: string[][] = []) =>
    JSON.stringify({
      topic: 'orderbook.50.BTCUSDT',
      type,
      ts: at,
      data: { s: 'BTCUSDT', b, a, u, seq: u * 7 },
      cts: at - 2,
    });
  const whole = push('snapshot', 10, T, [['100', '1']], [['101', '2']]); // prettier-ignore
  const second = push('delta', 11, T + 20, [['99', '2']]); // prettier-ignore
  const third = push('delta', 12, T + 40, [['100', '0']], [['101', '3']]); // prettier-ignore
  const bookAfter = (...texts: readonly string[]) => {
    const market = after(texts, 'wss://stream.bybit.com/v5/public/linear');
    const book = market.books.book(BYBIT_LINEAR, 'BTCUSDT');
    const [bids, asks] = [pairs(book?.book.bids() ?? []), pairs(book?.book.asks() ?? [])];
    return { market, state: book?.state, bids, asks };
  };

  it('count by one; a size of 0 takes a level out', () => {
    const now = bookAfter(whole, second, third);
    expect(now).toMatchObject({ state: 'live', bids: [[99, 2]], asks: [[101, 3]] }); // prettier-ignore
  });

  it('are replaced by any later snapshot, and begin anew at 1', () => {
    const again = push('snapshot', 40, T + 60, [['90', '1']]); // prettier-ignore
    const restart = push('snapshot', 1, T + 80, [['91', '1']]); // prettier-ignore
    const named = push('delta', 1, T + 80, [['92', '1']]); // prettier-ignore
    const next = push('delta', 2, T + 99, [['89', '5']]); // prettier-ignore
    expect(bookAfter(whole, again).bids).toEqual([[90, 1]]);
    expect(bookAfter(whole, second, restart, next).bids).toEqual([[91, 1], [89, 5]]); // prettier-ignore
    expect(bookAfter(whole, second, named, next).bids).toEqual([[92, 1], [89, 5]]); // prettier-ignore
    // With that message lost, the lower count is later: it is not taken for an old one.
    expect(bookAfter(whole, second, next)).toMatchObject({ state: 'withdrawn', bids: [] });
  });

  it('ignore what they have, twice or late', () => {
    const { state, market, bids } = bookAfter(whole, second, second, third, second, whole);
    expect([state, market.books.gapCount, bids]).toEqual(['live', 0, [[99, 2]]]);
  });

  it('are withdrawn by a gap or a swap, and whole again after a snapshot', () => {
    expect(bookAfter(whole, third)).toMatchObject({ state: 'withdrawn', bids: [], asks: [] });
    expect(bookAfter(whole, third, second).state).toBe('withdrawn');
    const fresh = push('snapshot', 90, T + 60, [['98', '1']]); // prettier-ignore
    expect(bookAfter(whole, third, second, fresh)).toMatchObject({
      state: 'live',
      bids: [[98, 1]],
    });
  });

  it('are not begun by changes before the first snapshot', () => {
    expect(bookAfter(second, whole, second, third)).toMatchObject({
      state: 'live',
      bids: [[99, 2]],
    });
  });

  it.each([
    ['a size', '"2"', '"many"'],
    ['the id', '"u":11', '"u":"eleven"'],
    ['the type', '"delta"', '"delay"'],
    ['the levels', '"b":', '"bids":'],
  ])('are withdrawn where %s cannot be read', (_what, from, to) => {
    const { state, market } = bookAfter(whole, second.replace(from, to));
    expect(state).toBe('withdrawn');
    expect(market.counts.faults).toBeGreaterThan(0);
  });
});
