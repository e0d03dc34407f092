import ccxt from 'ccxt';
import { describe, expect } from 'vitest';
import { coinbaseFeed } from '../../../../src/main/feeds/coinbase/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { COINBASE_SPOT } from '../../../../src/main/imports/coinbase/names.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, linesOf, received, textAt } from '../probes/frames.ts';

const pairs = (side: readonly { readonly price: number; readonly quantity: number }[] = []) =>
  side.map(({ price, quantity }) => [price, quantity]);

describe('ccxt 4.5.84', () => {
  itWithSharedData('leaves the same books and tickers of the older socket', async (folder) => {
    const theirs = new ccxt.pro.coinbaseexchange();
    const market = new VenueMarket(coinbaseFeed);
    const connection = theirs.client('wss://127.0.0.1');
    for (const text of received(await linesOf(`${folder}ws/cryptofeed/COINBASE.ws.28.0.log`))) {
      market.take(frameOf(text));
      // Its handler of trades wants a list of markets, which would have to be fetched.
      if (!text.startsWith('{"type":"match"')) theirs.handleMessage(connection, JSON.parse(text));
    }
    const books = [...market.books.books];
    expect(books).toHaveLength(10);
    for (const { symbol, synced } of books) {
      const unified = symbol.replace('-', '/');
      const { bids = [], asks = [] } = theirs.orderbooks[unified] ?? {};
      expect([symbol, pairs(synced.book.bids()), pairs(synced.book.asks())]).toEqual([
        symbol,
        [...bids],
        [...asks],
      ]);
      const { last, bid, ask, timestamp } = theirs.tickers[unified] ?? {};
      const values = market.tickers.ticker(COINBASE_SPOT, symbol)?.values;
      expect([values?.get('last')?.value, values?.get('last')?.at]).toEqual([last, timestamp]);
      expect([values?.get('bid')?.value, values?.get('ask')?.value]).toEqual([bid, ask]);
    }
  });

  itWithSharedData('reads the same of the Advanced Trade socket', (folder) => {
    const theirs = new ccxt.pro.coinbase();
    const market = new VenueMarket(coinbaseFeed);
    const connection = theirs.client('wss://127.0.0.1');
    for (const name of ['ws_l2_data_snapshot', 'ws_l2_data_update', 'ws_ticker']) {
      const text = textAt(`${folder}fixtures/nautilus/coinbase/${name}.json`);
      // The numbers of the examples are each of another connection.
      const message: object = JSON.parse(text);
      market.take(frameOf({ ...message, sequence_num: undefined }));
      theirs.handleMessage(connection, JSON.parse(text));
    }
    const ours = market.books.book(COINBASE_SPOT, 'BTC-USD')?.book;
    const { bids = [], asks = [] } = theirs.orderbooks['BTC-USD'] ?? {};
    expect([pairs(ours?.bids()), pairs(ours?.asks())]).toEqual([[...bids], [...asks]]);
    const { last, bid, bidVolume, ask, askVolume, timestamp } = theirs.tickers['BTC/USD'] ?? {};
    const values = market.tickers.ticker(COINBASE_SPOT, 'BTC-USD')?.values;
    const of = (field: 'last' | 'bid' | 'bidSize' | 'ask' | 'askSize') => values?.get(field)?.value;
    expect([of('last'), of('bid'), of('bidSize'), of('ask'), of('askSize')]).toEqual([
      last,
      bid,
      bidVolume,
      ask,
      askVolume,
    ]);
    expect(values?.get('last')?.at).toBe(timestamp);
  });
});
