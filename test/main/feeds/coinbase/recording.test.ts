import { normalizeBookChanges, normalizeTrades, OrderBook } from 'tardis-dev';
import { describe, expect } from 'vitest';
import { coinbaseFeed } from '../../../../src/main/feeds/coinbase/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { COINBASE_SPOT } from '../../../../src/main/imports/coinbase/names.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { counted, frameOf, linesOf, only, received } from '../probes/frames.ts';

const FILE = 'ws/cryptofeed/COINBASE.ws.28.0.log';
const NOW = new Date('2021-04-17');

const textsIn = async (folder: string): Promise<readonly string[]> =>
  received(await linesOf(`${folder}${FILE}`));

type Message = {
  readonly type: string;
  readonly product_id: string;
  readonly bids?: readonly (readonly [string, string])[];
  readonly asks?: readonly (readonly [string, string])[];
  readonly changes?: readonly (readonly ['buy' | 'sell', string, string])[];
};

describe('the recording of Coinbase’s older socket', () => {
  itWithSharedData('is read whole', async (folder) => {
    const market = new VenueMarket(coinbaseFeed);
    const texts = await textsIn(folder);
    const kinds = texts.flatMap((text) =>
      market.take(frameOf(text)).events.map(({ kind }) => kind),
    );
    // grep -o '"type":"[a-z_0-9]*"' | sort | uniq -c of the file: 9719 l2update and 10 snapshot, 97 match
    // and 10 last_match, 107 ticker, 3 subscriptions.
    expect(counted(kinds)).toEqual({ book: 9729, trade: 107, ticker: 107, control: 3 });
    expect([texts.length, market.counts.faults, market.books.gapCount]).toEqual([9946, 0, 0]);
  });

  itWithSharedData('leaves the books that plain maps leave', async (folder) => {
    const market = new VenueMarket(coinbaseFeed);
    const sides = new Map<string, Map<string, string>>();
    const sideOf = (product: string, side: string): Map<string, string> => {
      const key = `${product} ${side}`;
      const found = sides.get(key) ?? new Map<string, string>();
      sides.set(key, found);
      return found;
    };
    for (const text of await textsIn(folder)) {
      market.take(frameOf(text));
      const { type, product_id: product, bids = [], asks = [], changes = [] }: Message =
        JSON.parse(text); // prettier-ignore
      if (type === 'snapshot') {
        for (const [price, size] of bids) sideOf(product, 'buy').set(price, size);
        for (const [price, size] of asks) sideOf(product, 'sell').set(price, size);
      }
      if (type === 'l2update') {
        for (const [side, price, size] of changes) sideOf(product, side).set(price, size);
      }
    }
    const books = [...market.books.books];
    expect(books).toHaveLength(10);
    for (const { symbol, synced } of books) {
      expect(synced.state).toBe('live');
      const held = (side: string, up: 1 | -1) =>
        [...sideOf(symbol, side)]
          .map(([price, size]) => [Number(price), Number(size)] as const)
          .filter(([, size]) => size > 0)
          .toSorted(([a], [b]) => up * (a - b));
      const shown = (levels: readonly { readonly price: number; readonly quantity: number }[]) =>
        levels.map(({ price, quantity }) => [price, quantity]);
      expect(shown(synced.book.bids())).toEqual(held('buy', -1));
      expect(shown(synced.book.asks())).toEqual(held('sell', 1));
    }
  });

  itWithSharedData('leaves the books and trades of tardis-dev 13.35.3', async (folder) => {
    const market = new VenueMarket(coinbaseFeed);
    const books = normalizeBookChanges('coinbase', NOW);
    const trades = normalizeTrades('coinbase', NOW);
    const theirs = new Map<string, OrderBook>();
    let compared = 0;
    for (const text of await textsIn(folder)) {
      const { events } = market.take(frameOf(text));
      const message: unknown = JSON.parse(text);
      if (books.canHandle(message)) {
        for (const change of books.map(message, NOW) ?? []) {
          const book = theirs.get(change.symbol) ?? new OrderBook();
          theirs.set(change.symbol, book);
          book.update(change);
        }
      }
      if (!trades.canHandle(message)) continue;
      const [trade] = only({ events, faults: [] }, 'trade');
      for (const their of trades.map(message, NOW) ?? []) {
        compared++;
        expect(trade).toMatchObject({
          symbol: their.symbol,
          price: their.price,
          quantity: their.amount,
          side: their.side,
          at: their.timestamp.getTime(),
          id: their.id,
        });
      }
    }
    expect(compared).toBe(97);
    expect(theirs.size).toBe(10);
    for (const [symbol, their] of theirs) {
      const ours = market.books.book(COINBASE_SPOT, symbol)?.book;
      const plain = (side: Iterable<{ readonly price: number; readonly amount: number }>) =>
        Array.from(side, ({ price, amount }) => [price, amount]);
      expect(ours?.bids().map(({ price, quantity }) => [price, quantity])).toEqual(
        plain(their.bids()),
      );
      expect(ours?.asks().map(({ price, quantity }) => [price, quantity])).toEqual(
        plain(their.asks()),
      );
    }
  });
});
