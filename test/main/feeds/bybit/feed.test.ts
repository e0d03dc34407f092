import { describe, expect, it } from 'vitest';
import { asset, type Market } from '../../../../src/engine/values/ids.ts';
import { nextPage } from '../../../../src/main/feeds/bybit/answers.ts';
import { bybitFeed } from '../../../../src/main/feeds/bybit/feed.ts';
import {
  BYBIT_INVERSE,
  BYBIT_LINEAR,
  BYBIT_OPTION,
  BYBIT_SPOT,
} from '../../../../src/main/imports/bybit/markets.ts';

const of = (market: Market, symbol: string, book = false) => ({ market, symbol, book });

const topicsOf = (requests: readonly string[]) =>
  requests.map((text) => {
    const { op, args }: { op: string; args: readonly string[] } = JSON.parse(text);
    expect(op).toBe('subscribe');
    return args;
  });

describe('what is asked of Bybit', () => {
  it('has a socket for each category', () => {
    const instruments = [
      of(BYBIT_LINEAR, 'BTCUSDT', true),
      of(BYBIT_INVERSE, 'BTCUSD'),
      of(BYBIT_OPTION, 'BTC-27MAR26-70000-P-USDT', true),
      of(BYBIT_SPOT, 'BTCUSDT', true),
    ];
    const plans = bybitFeed.connections({ instruments, assets: [] }, {});
    expect(plans.map(({ url, opening }) => [url, ...topicsOf(opening).flat()])).toEqual([
      ['wss://stream.bybit.com/v5/public/linear', 'tickers.BTCUSDT', 'orderbook.200.BTCUSDT'],
      ['wss://stream.bybit.com/v5/public/inverse', 'tickers.BTCUSD'],
      [
        'wss://stream.bybit.com/v5/public/option',
        'tickers.BTC-27MAR26-70000-P-USDT',
        'orderbook.100.BTC-27MAR26-70000-P-USDT',
      ],
      ['wss://stream.bybit.com/v5/public/spot', 'tickers.BTCUSDT', 'orderbook.200.BTCUSDT'],
    ]);
    expect(plans.map(({ books }) => books.length)).toEqual([1, 0, 1, 1]);
    expect(plans[0]?.beat).toEqual({ every: 20_000, text: '{"op":"ping"}' });
  });

  // "Args limits", docs/v5/ws/connect: 10 topics in a request of spot, 21,000 characters in a connection.
  it('keeps the venue’s limits of requests and of connections', () => {
    const instruments = Array.from({ length: 700 }, (_, i) =>
      of(BYBIT_OPTION, `BTC-27MAR26-${i + 1}000-P-USDT`, true),
    );
    const plans = bybitFeed.connections({ instruments, assets: [] }, {});
    expect(plans.length).toBeGreaterThan(1);
    expect(new Set(plans.map(({ name }) => name)).size).toBe(plans.length);
    for (const { opening } of plans) {
      for (const topics of topicsOf(opening)) {
        expect(topics.length).toBeLessThanOrEqual(10);
        expect(JSON.stringify(topics).length).toBeLessThanOrEqual(2_002);
      }
      expect(JSON.stringify(topicsOf(opening).flat()).length).toBeLessThan(21_000);
    }
    const all = plans.flatMap(({ opening }) => topicsOf(opening).flat());
    expect(new Set(all).size).toBe(1_400);
    expect(plans.flatMap(({ books }) => books)).toHaveLength(700);
  });

  it('takes an index from the perpetual’s ticker, and the chain of options by request', () => {
    const wanted = { instruments: [], assets: [asset('BTC'), asset('USDT')] };
    const plans = bybitFeed.connections(wanted, { rest: 'https://api.bytick.com' });
    expect(plans.map(({ name }) => name)).toEqual(['linear', 'option']);
    expect(topicsOf(plans[0]?.opening ?? [])).toEqual([['tickers.BTCUSDT']]);
    expect(plans[1]?.polls.map(({ url }) => url)).toEqual(
      ['BTC', 'USDT'].flatMap((coin) => [
        `https://api.bytick.com/v5/market/instruments-info?category=option&limit=1000&baseCoin=${coin}`,
        `https://api.bytick.com/v5/market/tickers?category=option&baseCoin=${coin}`,
      ]),
    );
  });

  it('asks for the page after by the cursor of the answer', () => {
    const next = nextPage('https://x/v5/market/instruments-info?category=linear');
    // The cursor of the documented example.
    const nextPageCursor = 'first%3D1INCHUSDT%26last%3DZRXUSDT';
    expect(next(JSON.stringify({ retCode: 0, result: { list: [], nextPageCursor } }))).toBe(
      'https://x/v5/market/instruments-info?category=linear&cursor=first%253D1INCHUSDT%2526last%253DZRXUSDT',
    );
    for (const last of ['{"result":{"nextPageCursor":""}}', '{"result":{}}', '[]', 'no JSON']) {
      expect(next(last)).toBeNull();
    }
  });

  it('asks for a book anew by leaving and joining its topic', () => {
    const [plan] = bybitFeed.connections(
      { instruments: [of(BYBIT_SPOT, 'ETHUSDT', true)], assets: [] },
      {},
    );
    expect(plan?.renew({ market: BYBIT_SPOT, symbol: 'ETHUSDT' })).toEqual([
      '{"op":"unsubscribe","args":["orderbook.200.ETHUSDT"]}',
      '{"op":"subscribe","args":["orderbook.200.ETHUSDT"]}',
    ]);
  });
});
