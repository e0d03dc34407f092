import { describe, expect, it } from 'vitest';
import { crc32 } from 'node:zlib';
import { OKX_MARKET } from '../../../../src/main/imports/okx/names.ts';
import { okxFeed } from '../../../../src/main/feeds/okx/feed.ts';
import { replayed } from '../../../../src/main/feeds/replay/replayed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, linesOf, received } from '../probes/frames.ts';

const SOCKET = 'ws/cryptofeed/OKX.ws.1.0.log';

type Row = readonly [price: string, size: string, ...rest: readonly string[]];
type BookMessage = {
  readonly arg: { readonly channel: string; readonly instId: string };
  readonly action: 'snapshot' | 'update';
  readonly data: readonly [
    { readonly bids: Row[]; readonly asks: Row[]; readonly checksum: number },
  ];
};

const isBook = (value: unknown): value is BookMessage =>
  typeof value === 'object' && value !== null && 'action' in value && 'data' in value;

/** The book again, written otherwise: texts by price in plain maps, sorted at the end. */
function rebuilt(texts: readonly string[], symbol: string) {
  const sides = { bids: new Map<string, Row>(), asks: new Map<string, Row>() };
  let checksum = 0;
  for (const text of texts) {
    const message: unknown = JSON.parse(text);
    if (!isBook(message) || message.arg.instId !== symbol) continue;
    if (message.action === 'snapshot') {
      sides.bids.clear();
      sides.asks.clear();
    }
    const [data] = message.data;
    for (const side of ['bids', 'asks'] as const) {
      for (const row of data[side]) {
        if (Number(row[1]) === 0) sides[side].delete(row[0]);
        else sides[side].set(row[0], row);
      }
    }
    checksum = data.checksum;
  }
  const bids = [...sides.bids.values()].toSorted((a, b) => Number(b[0]) - Number(a[0]));
  const asks = [...sides.asks.values()].toSorted((a, b) => Number(a[0]) - Number(b[0]));
  return { bids, asks, checksum };
}

const numbers = (rows: readonly Row[]) =>
  rows.map(([price, size]) => [Number(price), Number(size)]);
const pairs = (levels: readonly { readonly price: number; readonly quantity: number }[]) =>
  levels.map(({ price, quantity }) => [price, quantity]);

/** A market after these texts. */
function after(texts: readonly string[]): VenueMarket {
  const market = new VenueMarket(okxFeed);
  for (const text of texts) market.take(frameOf(text));
  return market;
}

const SYMBOLS = ['BTC-USD-220527', 'UNI-USD-SWAP', 'BTC-USDT'];

const booksOf = (texts: readonly string[], symbol: string): readonly string[] =>
  texts.filter((text) => text.includes('"action"') && text.includes(`"instId":"${symbol}"`));

describe('the recording of May 2022: checksums and no ids', () => {
  // Counted with grep: 18 "event":"subscribe", 28 "channel":"tickers" with data, 74 trades, 290 "action".
  itWithSharedData('goes through without a fault or a gap', async (folder) => {
    const { market, kinds, unread } = await replayed(okxFeed, [`${folder}${SOCKET}`], {
      until: null,
    });
    expect(Object.fromEntries(kinds)).toEqual({ control: 18, ticker: 28, trade: 74, book: 290 });
    expect([market.counts.faults, market.books.gapCount, unread.length]).toEqual([0, 0, 0]);
  });

  itWithSharedData('leaves the books that a rebuild from the texts gives', async (folder) => {
    const texts = received(await linesOf(`${folder}${SOCKET}`));
    const market = after(texts);
    for (const symbol of SYMBOLS) {
      const ours = market.books.book(OKX_MARKET, symbol);
      const { bids, asks } = rebuilt(texts, symbol);
      expect(ours?.state).toBe('live');
      expect(pairs(ours?.book.bids() ?? [])).toEqual(numbers(bids));
      expect(pairs(ours?.book.asks() ?? [])).toEqual(numbers(asks));
    }
  });

  // The rule of the venue's documentation, by this test's own rebuild.
  itWithSharedData('has checksums that its own levels give', async (folder) => {
    const texts = received(await linesOf(`${folder}${SOCKET}`));
    for (const symbol of SYMBOLS) {
      const { bids, asks, checksum } = rebuilt(texts, symbol);
      const parts = Array.from({ length: 25 }, (_, i) => [bids[i], asks[i]]).flat();
      const text = parts.flatMap((row) => (row === undefined ? [] : [row[0], row[1]])).join(':');
      expect(crc32(text) | 0).toBe(checksum);
    }
  });

  itWithSharedData(
    'a message cut out near the best is noticed, and a snapshot heals',
    async (folder) => {
      const texts = booksOf(received(await linesOf(`${folder}${SOCKET}`)), 'BTC-USD-220527');
      let noticed = 0;
      for (let out = 1; out < 60; out++) {
        const market = after(texts.toSpliced(out, 1));
        const book = market.books.book(OKX_MARKET, 'BTC-USD-220527');
        if (market.books.gapCount === 0) {
          // What the checksum does not see lies below 25 levels: those above are right.
          const { bids, asks } = rebuilt(texts, 'BTC-USD-220527');
          expect(pairs(book?.book.bids(25) ?? [])).toEqual(numbers(bids.slice(0, 25)));
          expect(pairs(book?.book.asks(25) ?? [])).toEqual(numbers(asks.slice(0, 25)));
          continue;
        }
        noticed++;
        expect([book?.state, book?.book.size]).toEqual(['withdrawn', 0]);
        market.take(frameOf(texts[0] ?? ''));
        expect(book?.state).toBe('live');
      }
      expect(noticed).toBeGreaterThan(50);
    },
  );

  itWithSharedData('a message sent twice changes nothing', async (folder) => {
    const texts = booksOf(received(await linesOf(`${folder}${SOCKET}`)), 'UNI-USD-SWAP');
    const market = after(texts.flatMap((text) => [text, text]));
    expect(market.books.gapCount).toBe(0);
    const { bids } = rebuilt(texts, 'UNI-USD-SWAP');
    const ours = market.books.book(OKX_MARKET, 'UNI-USD-SWAP')?.book.bids() ?? [];
    expect(pairs(ours)).toEqual(numbers(bids));
  });

  itWithSharedData(
    'a message from the past, or a lost one that nobody could read, withdraws',
    async (folder) => {
      const texts = booksOf(received(await linesOf(`${folder}${SOCKET}`)), 'UNI-USD-SWAP');
      const late = after([...texts, texts[1] ?? '']);
      expect(late.books.book(OKX_MARKET, 'UNI-USD-SWAP')?.state).toBe('withdrawn');
      const unread = after([...texts.slice(0, 3), '{"arg":{"channel":"bo']);
      const book = unread.books.book(OKX_MARKET, 'UNI-USD-SWAP');
      expect(book?.state).toBe('doubtful');
      unread.take(frameOf(texts[4] ?? ''));
      expect(book?.state).toBe('withdrawn');
    },
  );

  // cryptofeed's file; 1,479 is ccxt's own count of its markets (see the oracle's test).
  itWithSharedData('lists contracts with the size of ctVal times ctMult', async (folder) => {
    const { market, kinds } = await replayed(
      okxFeed,
      [`${folder}ws/cryptofeed/OKX.0.first5.log.gz`],
      { until: null },
    );
    expect(Object.fromEntries(kinds)).toEqual({ contract: 1479 });
    expect(market.counts.faults).toBe(0);
    expect(market.contracts.get('BTC-USD-220514-22000-C.OKX')).toMatchObject({
      // ctVal 1 BTC, ctMult 0.1; expTime 1652515200000 is 08:00 UTC of the day.
      multiplier: '0.1',
      payoff: 'inverse',
      settlement: 'BTC',
      priceUnit: 'underlying',
      strike: '22000',
      right: 'call',
      expiry: Date.UTC(2022, 4, 14, 8),
    });
    expect(market.contracts.get('BTC-USD-SWAP.OKX')).toMatchObject({ multiplier: '100' });
  });
});

describe('the books of today: ids and no checksum', () => {
  const push = (action: string, previous: number, id: number, at: number, ...bids: string[][]) =>
    JSON.stringify({
      arg: { channel: 'books', instId: 'BTC-USDT' },
      action,
      data: [{ asks: [], bids, ts: String(at), checksum: 0, prevSeqId: previous, seqId: id }],
    });
  const T = 1_700_000_000_000;
  const bid = (price: string, size: string) => [price, size, '0', '1'];
  const whole = push('snapshot', -1, 10, T, bid('100', '1'));
  const second = push('update', 10, 15, T + 1, bid('99', '2'));
  const third = push('update', 15, 20, T + 2, bid('100', '0'));
  const bookAfter = (...texts: readonly string[]) => {
    const market = after(texts);
    const book = market.books.book(OKX_MARKET, 'BTC-USDT');
    return { market, state: book?.state, bids: pairs(book?.book.bids() ?? []), book };
  };

  it('follow the id before, a checksum of 0 is none', () => {
    expect(bookAfter(whole, second, third)).toMatchObject({ state: 'live', bids: [[99, 2]] });
  });

  it('take equal ids as no change, and an id that goes lower as a new count', () => {
    const quiet = push('update', 20, 20, T + 60_000);
    const reset = push('update', 20, 3, T + 61_000, bid('98', '1'));
    const next = push('update', 3, 5, T + 62_000, bid('97', '1'));
    const { state, bids } = bookAfter(whole, second, third, quiet, reset, next);
    expect(state).toBe('live');
    expect(bids).toEqual([[99, 2], [98, 1], [97, 1]]); // prettier-ignore
    // With the message of the reset lost, what follows has lower ids and is later: it is no old one.
    expect(bookAfter(whole, second, third, next).state).toBe('withdrawn');
  });

  it('ignore what they have, twice or late', () => {
    const { state, market } = bookAfter(whole, second, second, third, second, third, whole);
    expect([state, market.books.gapCount]).toEqual(['live', 0]);
  });

  it('are withdrawn by a gap or a swap, and whole again after a snapshot', () => {
    const fresh = push('snapshot', -1, 30, T + 5, bid('101', '1'));
    expect(bookAfter(whole, third)).toMatchObject({ state: 'withdrawn', bids: [] });
    expect(bookAfter(whole, third, second).state).toBe('withdrawn');
    expect(bookAfter(whole, third, second, fresh)).toMatchObject({
      state: 'live',
      bids: [[101, 1]],
    });
  });

  it('are withdrawn by a level or an id that cannot be read', () => {
    for (const wrong of [
      push('update', 10, 15, T + 1, ['99', 'much']),
      push('update', 10, 15, T + 1, bid('99', '2')).replace('"seqId":15', '"seqId":1.5'),
      push('update', 10, 15, T + 1, bid('99', '2')).replace('"asks":[],', ''),
    ]) {
      const { state, market } = bookAfter(whole, wrong);
      expect([state, market.counts.faults]).toEqual(['withdrawn', 1]);
    }
  });

  it('are not begun by updates before the first snapshot, nor set back by a slow one', () => {
    expect(bookAfter(second, whole, second, third)).toMatchObject({
      state: 'live',
      bids: [[99, 2]],
    });
    const slow = push('snapshot', -1, 12, T + 1, bid('50', '1'));
    expect(bookAfter(whole, second, third, slow)).toMatchObject({ state: 'live', bids: [[99, 2]] });
  });
});
