import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { market } from '../../../../src/engine/values/ids.ts';
import { decodeBinance } from '../../../../src/main/feeds/binance/decode.ts';
import { binanceFeed } from '../../../../src/main/feeds/binance/feed.ts';
import { replayed, type Replayed } from '../../../../src/main/feeds/replay/replayed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, framesOf, linesOf, rebuilt } from './recorded.ts';

const USDM = market('BINANCE-USDM');
const SPOT = market('BINANCE-SPOT');
const COINM = market('BINANCE-COINM');

const replay = (files: readonly string[]): Promise<Replayed> =>
  replayed(binanceFeed, files, { until: null });

function levels(of: Replayed, at: typeof USDM, symbol: string): unknown {
  const book = of.market.books.book(at, symbol);
  expect(book?.state).toBe('live');
  return {
    bids: book?.book.bids().map(({ price, quantity }) => [price, quantity]),
    asks: book?.book.asks().map(({ price, quantity }) => [price, quantity]),
  };
}

describe('recordings of Binance', () => {
  // Counts: `zcat FILE | grep -c '"e":"depthUpdate"'` and so on; spot's bookTicker has no kind and is the rest.
  itWithSharedData('three markets on one clock', async (folder) => {
    const names = ['spot_btcusdt', 'usdm_btcusdt', 'coinm_btcusd_perp'];
    const files = names.map((name) => join(folder, `ws/binance-3venues-20240808/${name}.log.gz`));
    const done = await replay(files);
    expect(done.unread).toEqual([]);
    expect(done.market.faults).toEqual([]);
    expect(done.market.counts).toMatchObject({ frames: 8_727 + 18_975 + 10_196, faults: 0 });
    expect(Object.fromEntries(done.kinds)).toEqual({
      book: 780 + 1 + (1_470 + 1) + (5_599 + 1),
      trade: 1_570 + 2_892 + 254,
      ticker: 8_727 - 780 - 1_570 - 1 + 14_612 + 4_342,
    });
    expect(done.market.books.gapCount).toBe(0);
    expect(done.market.tickers.late).toBe(0);
    const [spot = '', usdm = '', coinm = ''] = files;
    expect(levels(done, SPOT, 'BTCUSDT')).toEqual(rebuilt(linesOf(spot)).levels);
    expect(levels(done, USDM, 'BTCUSDT')).toEqual(rebuilt(linesOf(usdm)).levels);
    expect(levels(done, COINM, 'BTCUSD_PERP')).toEqual(rebuilt(linesOf(coinm)).levels);
  });

  itWithSharedData('the best of each book is what bookTicker says of the same id', (folder) => {
    const lines = linesOf(join(folder, 'ws/binance-3venues-20240808/usdm_btcusdt.log.gz'));
    type Quote = { readonly u: number; readonly [side: string]: unknown };
    const quotes = new Map<number, Quote>();
    for (const line of lines) {
      if (!line.includes('"bookTicker"')) continue;
      const { data }: { data: Quote } = JSON.parse(line);
      quotes.set(data.u, data);
    }
    const followed = new VenueMarket(binanceFeed);
    let compared = 0;
    for (const frame of framesOf(lines)) {
      followed.take(frame);
      if (!frame.text.includes('"depthUpdate"')) continue;
      const held = followed.books.book(USDM, 'BTCUSDT');
      const quote = held?.state === 'live' ? quotes.get(held.last ?? 0) : undefined;
      if (held === undefined || quote === undefined) continue;
      compared++;
      const { bestBid: bid, bestAsk: ask } = held.book;
      expect([bid?.price, bid?.quantity, ask?.price, ask?.quantity]).toEqual(
        [quote['b'], quote['B'], quote['a'], quote['A']].map(Number),
      );
    }
    expect(compared).toBeGreaterThan(20);
  });

  // Counts: `grep -c '"e":"bookTicker"'` and so on of the file of the socket; four answers to /depth. Of
  // 122 symbols in exchangeInfo one, BTCSTUSDT, is not trading yet and has an empty contract type.
  itWithSharedData('USD-M of 2021 with its requests', async (folder) => {
    const names = ['0', 'http.0.0', 'ws.1.0'];
    const files = names.map((name) => join(folder, `ws/cryptofeed/BINANCE_FUTURES.${name}.log`));
    const done = await replay(files);
    expect(done.unread).toEqual([]);
    expect(done.market.faults.map(({ field, reason }) => [field, reason])).toEqual([
      ['symbols[94].contractType', 'missing-field'],
    ]);
    expect(Object.fromEntries(done.kinds)).toEqual({
      contract: 121,
      ticker: 613,
      book: 764 + 4,
      trade: 91,
    });
    expect(done.market.books.gapCount).toBe(0);
    const socket = readFileSync(files[2] ?? '', 'utf8').split('\n');
    const answers = readFileSync(files[1] ?? '', 'utf8').split('\n');
    for (const symbol of ['SUSHIUSDT', 'AKROUSDT', 'KEEPUSDT', 'CTKUSDT']) {
      const own = [
        ...answers.filter((line) => line.includes(`symbol=${symbol}&`)),
        ...socket.filter((line) => line.includes('"depthUpdate"') && line.includes(`"${symbol}"`)),
      ].map((line) => line.slice(line.indexOf(': {') + 2));
      expect(levels(done, USDM, symbol)).toEqual(rebuilt(own).levels);
    }
    expect(done.market.contracts.get('BTCUSDT_210924.BINANCE-USDM')).toMatchObject({
      instrumentKind: 'future',
      // 24 September 2021, 08:00 UTC, as its deliveryDate says.
      expiry: Date.UTC(2021, 8, 24, 8),
      settlement: 'USDT',
      multiplier: '1',
    });
  });

  // 55 messages, counted by their sets: 10 spot, 18 USD-M, 12 COIN-M, 15 options. Fills of the insurance
  // fund and of deleveraging are no trades, and liquidations nothing that is followed.
  itWithSharedData('single messages of every kind', async (folder) => {
    const done = await replay([join(folder, 'messages/tardis/binance.jsonl')]);
    expect(done.market.faults).toEqual([]);
    expect(done.market.counts.frames).toBe(55);
    const wrapped: { message: { stream?: string; data?: { X?: string } } }[] = readFileSync(
      join(folder, 'messages/tardis/binance.jsonl'),
      'utf8',
    )
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    const channels = wrapped.map(({ message }) => message.stream?.split('@')[1] ?? '');
    const trades = wrapped.filter(({ message: { stream, data } }) => {
      const fills = /@(?:trade|aggTrade|optionTrade)$/.test(stream ?? '');
      return fills && data?.X !== 'INSURANCE_FUND' && data?.X !== 'ADL';
    });
    expect(done.kinds.get('trade')).toBe(trades.length);
    const books = channels.filter((channel) => /^depth(?!20)/.test(channel));
    expect(done.kinds.get('book')).toBe(books.length);
    expect(done.kinds.get('index')).toBe(3);
    expect(done.kinds.get('control')).toBe(1);
  });

  // Written after the documentation, where some times are 123456789: a day of 1970, which is refused.
  itWithSharedData('messages of another adapter', (folder) => {
    const said = (name: string): unknown => {
      const file = join(folder, `fixtures/nautilus/binance/futures_${name}.json`);
      const { events, faults } = decodeBinance(frameOf(readFileSync(file, 'utf8')));
      return [events.map(({ kind }) => kind), faults.map(({ field }) => field)];
    };
    expect(said('market_data_json_book_ticker_stream')).toEqual([['ticker'], []]);
    expect(said('market_data_json_mark_price_stream')).toEqual([['ticker'], []]);
    expect(said('market_data_json_ticker_stream')).toEqual([['ticker'], []]);
    expect(said('market_data_json_trade_stream')).toEqual([[], ['T']]);
    expect(said('market_data_json_agg_trade_stream')).toEqual([[], ['T']]);
    for (const unused of ['kline_stream_open', 'kline_stream_closed', 'liquidation_stream']) {
      expect(said(`market_data_json_${unused}`)).toEqual([[], []]);
    }
    expect(said('user_data_json_account_update')).toEqual([[], []]);
    expect(said('user_data_json_trade_lite')).toEqual([[], []]);
  });
});
