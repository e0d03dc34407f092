import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { decodeCoinbase } from '../../../../src/main/feeds/coinbase/decode.ts';
import { coinbaseFeed } from '../../../../src/main/feeds/coinbase/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { COINBASE_SPOT } from '../../../../src/main/imports/coinbase/names.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { chain, tampered, type Link, type Numbering, type Pair } from '../probes/chains.ts';
import { frameOf, only, textAt } from '../probes/frames.ts';
import { expectNothingThrown } from '../probes/hostile.ts';

const decodedAt = (folder: string, name: string) =>
  decodeCoinbase(frameOf(textAt(`${folder}fixtures/nautilus/coinbase/${name}.json`)));

describe('messages of Coinbase’s Advanced Trade socket', () => {
  for (const [name, kinds] of [
    ['ws_candles', []],
    ['ws_heartbeats', ['control']],
    ['ws_l2_data_snapshot', ['book']],
    ['ws_l2_data_update', ['book']],
    ['ws_market_trades', ['trade', 'trade']],
    ['ws_subscriptions', ['control']],
    ['ws_ticker', ['ticker']],
    ['ws_user', []],
    ['http_products', ['contract', 'contract']],
    ['http_products_future', []],
  ] as const) {
    itWithSharedData(`are read: ${name}`, (folder) => {
      const { events, faults } = decodedAt(folder, name);
      expect([events.map(({ kind }) => kind), faults]).toEqual([kinds, []]);
    });
  }

  itWithSharedData('give books, quotes and trades', (folder) => {
    const market = new VenueMarket(coinbaseFeed);
    for (const name of ['ws_l2_data_snapshot', 'ws_l2_data_update']) {
      market.take(frameOf(textAt(`${folder}fixtures/nautilus/coinbase/${name}.json`)));
    }
    const book = market.books.book(COINBASE_SPOT, 'BTC-USD');
    expect(book?.book.bids()).toEqual([
      { price: 68900, quantity: 2 },
      { price: 68899.5, quantity: 0.75 },
      { price: 68899, quantity: 2.3 },
    ]);
    expect(book?.book.bestAsk).toEqual({ price: 68901.5, quantity: 1.2 });
    expect(book?.at).toBe(Date.UTC(2026, 3, 7, 14, 30, 1, 456));
    const [ticker] = only(decodedAt(folder, 'ws_ticker'), 'ticker');
    expect(ticker?.values).toEqual({ last: 68900.5, bid: 68900, bidSize: 1.5, ask: 68901, askSize: 0.5 }); // prettier-ignore
    // `side` is the maker's: who came later sold in the first, bought in the second.
    const trades = only(decodedAt(folder, 'ws_market_trades'), 'trade');
    expect(trades.map(({ side, price }) => [side, price])).toEqual([['sell', 68900.5], ['buy', 68900]]); // prettier-ignore
    const [pair] = only(decodedAt(folder, 'http_products'), 'contract');
    expect(pair?.contract).toMatchObject({ symbol: 'BTC-USD', underlying: 'BTC', quote: 'USD' });
  });
});

/** Ids are those of the connection: none of them goes with a book alone. */
const numbering: Numbering = { step: () => 1, restart: 0, wholeAtRestart: true };

const text = ({ whole, bids, asks, at }: Link, number: number): string => {
  const rows = (side: string, pairs: readonly Pair[]) =>
    pairs.map(([price, size]) => ({ side, event_time: 'x', price_level: String(price), new_quantity: String(size) })); // prettier-ignore
  return JSON.stringify({
    channel: 'l2_data',
    timestamp: new Date(at).toISOString(),
    sequence_num: number,
    events: [{ type: whole ? 'snapshot' : 'update', product_id: 'X-USD', updates: [...rows('bid', bids), ...rows('offer', asks)] }],
  }); // prettier-ignore
};

describe('a book of a connection whose messages are numbered', () => {
  it('is never live and wrong, whatever is lost, doubled, swapped, replayed or late', () => {
    fc.assert(
      fc.property(tampered(numbering), (sent) => {
        // Numbers as they were given before anything was lost; the first of all is the whole book.
        const first = Math.min(...sent.map(({ at }) => at));
        const all = [...new Set(sent)].toSorted((a, b) => a.at - b.at);
        const market = new VenueMarket(coinbaseFeed);
        for (const link of sent) {
          market.take(frameOf(text(link, link.at - first)));
          const book = market.books.book(COINBASE_SPOT, 'X-USD');
          if (book?.state !== 'live') continue;
          const shown = all.find(({ at }) => at === book.at);
          const pairs = (side: readonly { readonly price: number; readonly quantity: number }[]) =>
            side.map(({ price, quantity }) => [price, quantity]);
          expect(pairs(book.book.bids())).toEqual(shown?.after.bids);
          expect(pairs(book.book.asks())).toEqual(shown?.after.asks);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is asked for anew where any message of the connection is missing', () => {
    fc.assert(
      fc.property(chain(numbering), (links) => {
        // Every second number is missing: of a heartbeat, say, or of another book.
        const market = new VenueMarket(coinbaseFeed);
        const needs = links
          .filter(({ whole: one }, i) => i === 0 || !one)
          .flatMap((link, i) => market.take(frameOf(text(link, 2 * i))).needs);
        expect(needs).toEqual([{ market: COINBASE_SPOT, symbol: 'X-USD' }]);
        expect(market.books.book(COINBASE_SPOT, 'X-USD')?.state).toBe('withdrawn');
        const whole = new VenueMarket(coinbaseFeed);
        for (const [i, link] of links.entries()) {
          whole.take(frameOf(text(link, i)));
          whole.take(frameOf(text(link, i)));
        }
        expect([whole.books.gapCount, whole.counts.faults]).toEqual([0, 0]);
      }),
    );
  });
});

describe('a book of the older socket, which numbers nothing', () => {
  const T = '2021-04-17T16:43:3';
  const whole = { type: 'snapshot', product_id: 'X-USD', bids: [['99', '1'], ['98', '2']], asks: [['101', '1']] }; // prettier-ignore
  const change = (second: number, ...changes: readonly string[][]) => ({ type: 'l2update', product_id: 'X-USD', changes, time: `${T}${second}.075687Z` }); // prettier-ignore
  const messages = [
    whole,
    change(1, ['buy', '100', '3']),
    change(2, ['buy', '100', '0']),
    change(3, ['sell', '101', '0'], ['sell', '102', '4']),
    change(4, ['buy', '101', '5']),
  ];
  const after = (...sent: readonly unknown[]) => {
    const market = new VenueMarket(coinbaseFeed);
    for (const message of sent) market.take(frameOf(message));
    const book = market.books.book(COINBASE_SPOT, 'X-USD');
    const bids = book?.book.bids().map(({ price, quantity }) => [price, quantity]);
    return { market, book, state: book?.state, bids };
  };
  const right = [[101, 5], [99, 1], [98, 2]]; // prettier-ignore

  it('takes changes twice, and leaves those of the past', () => {
    const twice = after(...messages.flatMap((message) => [message, message]));
    expect([twice.state, twice.bids, twice.market.books.gapCount]).toEqual(['live', right, 0]);
    const replayed = after(...messages, messages[1], messages[2]);
    expect([replayed.state, replayed.bids]).toEqual(['live', right]);
  });

  it('shows a lost message where it leaves the book crossed, and not where it does not', () => {
    const crossed = after(...messages.toSpliced(3, 1));
    expect([crossed.state, crossed.bids]).toEqual(['withdrawn', []]);
    // Nothing tells of this one: the level at 100 stays. The socket that is dialled numbers its messages.
    const unseen = after(...messages.toSpliced(2, 1));
    expect(unseen.state).toBe('live');
    expect(unseen.bids).toEqual([[101, 5], [100, 3], [99, 1], [98, 2]]); // prettier-ignore
    const url = coinbaseFeed.connections({ instruments: [], assets: [asset('BTC')] }, {})[0]?.url;
    expect(url).toBe('wss://advanced-trade-ws.coinbase.com');
  });

  // tardis-dev's mapper tells of messages of the venue dated year 1, whose changes count.
  it('takes a change whose time is none of the venue as the next', () => {
    const odd = { ...change(3, ['buy', '99.5', '7']), time: '0001-01-01T00:00:00.000000Z' };
    const { state, bids, market } = after(...messages, odd);
    expect([state, bids?.[1]]).toEqual(['live', [99.5, 7]]);
    expect(market.faults).toMatchObject([{ reason: 'malformed', field: 'time' }]);
    expect(after(...messages, odd, change(5, ['buy', '99.5', '0'])).bids).toEqual(right);
  });
});

// docs.cdp.coinbase.com, "Advanced Trade WebSocket": one channel a subscription; heartbeats keep the others open.
describe('what is asked of Coinbase', () => {
  const instruments = ['BTC-USD', 'ETH-USD'].map((symbol, i) => ({ market: COINBASE_SPOT, symbol, book: i === 0 })); // prettier-ignore
  const [plan] = coinbaseFeed.connections({ instruments, assets: [] }, {});

  it('is a channel at a time, and a book anew by leaving its channel', () => {
    const requests = plan?.opening.map((request): unknown => JSON.parse(request));
    expect(requests).toEqual([
      { type: 'subscribe', channel: 'heartbeats' },
      { type: 'subscribe', channel: 'ticker', product_ids: ['BTC-USD', 'ETH-USD'] },
      { type: 'subscribe', channel: 'level2', product_ids: ['BTC-USD'] },
    ]);
    const [book] = plan?.books ?? [];
    expect(book).toMatchObject({ market: COINBASE_SPOT, symbol: 'BTC-USD' });
    expect(plan?.renew({ market: COINBASE_SPOT, symbol: 'BTC-USD' })).toEqual([
      '{"type":"unsubscribe","channel":"level2","product_ids":["BTC-USD"]}',
      '{"type":"subscribe","channel":"level2","product_ids":["BTC-USD"]}',
    ]);
  });

  it('stays within 8 messages a second, and 10 public requests', () => {
    expect(plan?.limits).toMatchObject({
      messages: { most: 8, per: 1_000 },
      requests: { most: 10, per: 1_000 },
    });
    expect(plan?.polls.map(({ url }) => url)).toEqual([
      'https://api.coinbase.com/api/v3/brokerage/market/products?product_type=SPOT',
    ]);
  });
});

describe('whatever comes from Coinbase', () => {
  const product = { product_id: 'BTC-USD', time: '2021-04-17T16:43:37.075687Z' };
  const messages = [
    { channel: 'l2_data', timestamp: '2026-04-07T14:30:00Z', sequence_num: 3, events: [{ type: 'update', product_id: 'X', updates: [{ side: 'bid', price_level: '1', new_quantity: '2' }] }] },
    { channel: 'ticker', timestamp: '2026-04-07T14:30:00Z', sequence_num: 4, events: [{ type: 'update', tickers: [{ product_id: 'X', price: '1', best_bid: '2', best_ask: '3' }] }] },
    { channel: 'market_trades', sequence_num: 5, events: [{ trades: [{ ...product, price: '1', size: '2', side: 'BUY', trade_id: '7' }] }] },
    { type: 'snapshot', ...product, bids: [['1', '2']], asks: [['3', '4']] },
    { type: 'l2update', ...product, changes: [['buy', '1', '2']] },
    { type: 'ticker', ...product, price: '1', best_bid: '2', best_ask: '3' },
    { type: 'match', ...product, price: '1', size: '2', side: 'buy', trade_id: 9 },
    { type: 'error', message: 'Failed to subscribe', reason: 'no' },
    { products: [{ product_id: 'BTC-USD', product_type: 'SPOT', base_currency_id: 'BTC', quote_currency_id: 'USD' }] },
  ].map((message) => JSON.stringify(message)); // prettier-ignore

  it('is told as events and named faults, never thrown', () => {
    expectNothingThrown(decodeCoinbase, messages);
  });

  it('is never taken for "nobody quotes"', () => {
    const tickers = [{ product_id: 'X', best_bid: 'x', best_ask: '', price: -1 }];
    const old = { type: 'ticker', product_id: 'X', best_bid: 'x', best_ask: null, price: '0' };
    const events = [{ type: 'update', tickers }];
    const valuesOf = (message: unknown) =>
      only(decodeCoinbase(frameOf(message)), 'ticker').map(({ values }) => values);
    expect(valuesOf({ channel: 'ticker', events })).toEqual([{ ask: null }]);
    expect(valuesOf(old)).toEqual([{ ask: null, last: null }]);
  });
});
