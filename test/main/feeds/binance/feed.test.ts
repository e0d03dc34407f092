import { describe, expect, it } from 'vitest';
import { asset, market } from '../../../../src/engine/values/ids.ts';
import { binanceFeed } from '../../../../src/main/feeds/binance/feed.ts';
import type { ConnectionPlan, Wanted } from '../../../../src/main/feeds/venue-feed.ts';

const want = (at: string, symbols: readonly string[], book = true): Wanted['instruments'] =>
  symbols.map((symbol) => ({ market: market(`BINANCE-${at}`), symbol, book }));

const plans = (instruments: Wanted['instruments'], assets: readonly string[] = []) =>
  binanceFeed.connections({ instruments, assets: assets.map(asset) }, {});

const asked = ({ opening }: ConnectionPlan): readonly string[] =>
  opening.flatMap((text) => {
    const frame: { method: string; params: string[]; id: number } = JSON.parse(text);
    expect(frame.method).toBe('SUBSCRIBE');
    return frame.params;
  });

describe('what is followed of Binance', () => {
  it('nothing where nothing is wanted', () => {
    expect(plans([])).toEqual([]);
    expect(plans([{ market: market('DERIBIT'), symbol: 'BTC-PERPETUAL', book: true }])).toEqual([]);
  });

  // developers.binance.com: base URLs and stream names of each market; of USD-M "Important WebSocket
  // Change Notice", of options "Websocket Market Streams".
  it('each market over its own sockets', () => {
    const all = plans([
      ...want('SPOT', ['BTCUSDT']),
      ...want('USDM', ['ETHUSDT']),
      ...want('COINM', ['BTCUSD_PERP']),
      ...want('OPTIONS', ['BTC-251219-89000-C']),
    ]);
    expect(all.map((plan) => [plan.name, plan.url, asked(plan)])).toEqual([
      [
        'spot',
        'wss://stream.binance.com:9443/stream',
        ['btcusdt@bookTicker', 'btcusdt@ticker', 'btcusdt@depth@100ms'],
      ],
      [
        'usdm-public',
        'wss://fstream.binance.com/public/stream',
        ['ethusdt@bookTicker', 'ethusdt@depth@100ms'],
      ],
      [
        'usdm-market',
        'wss://fstream.binance.com/market/stream',
        ['ethusdt@markPrice@1s', 'ethusdt@ticker'],
      ],
      [
        'coinm',
        'wss://dstream.binance.com/stream',
        ['btcusd_perp@bookTicker', 'btcusd_perp@depth@100ms', 'btcusd_perp@markPrice@1s', 'btcusd_perp@ticker'],
      ],
      [
        'options-public',
        'wss://fstream.binance.com/public/stream',
        ['btc-251219-89000-c@bookTicker', 'btc-251219-89000-c@optionTicker', 'btc-251219-89000-c@depth@100ms'],
      ],
      [
        'options-market',
        'wss://fstream.binance.com/market/stream',
        ['!index@arr', 'btcusdt@optionMarkPrice', 'btcusdt@optionOpenInterest@251219'],
      ],
    ]); // prettier-ignore
  });

  it('an asset alone: its indices, and the marks of all its options', () => {
    expect(plans([], ['BTC']).flatMap(asked)).toEqual([
      'btcusdt@markPrice@1s',
      'btcusd@indexPrice@1s',
      '!index@arr',
      'btcusdt@optionMarkPrice',
    ]);
  });

  it('a book only where one is wanted, and it is asked for whole', () => {
    const [spot] = plans(want('SPOT', ['BTCUSDT'], false));
    expect(spot?.books).toEqual([]);
    const all = plans([
      ...want('SPOT', ['BTCUSDT']),
      ...want('USDM', ['测试USDT']),
      ...want('COINM', ['BTCUSD_PERP']),
      ...want('OPTIONS', ['BTC-251219-89000-C']),
    ]);
    const asks = all.flatMap((plan) => plan.books.map((book) => plan.snapshot(book)));
    // Weights of 1000 levels as documented under "Order Book" of each market.
    expect(asks).toEqual([
      { url: 'https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000', body: null, weight: 50 },
      { url: 'https://fapi.binance.com/fapi/v1/depth?symbol=%E6%B5%8B%E8%AF%95USDT&limit=1000', body: null, weight: 20 },
      { url: 'https://dapi.binance.com/dapi/v1/depth?symbol=BTCUSD_PERP&limit=1000', body: null, weight: 20 },
      { url: 'https://eapi.binance.com/eapi/v1/depth?symbol=BTC-251219-89000-C&limit=1000', body: null, weight: 20 },
    ]); // prettier-ignore
  });

  it.each([
    ['SPOT', 1_024, 3],
    ['USDM', 1_024, 2],
    ['OPTIONS', 200, 3],
  ])('no socket of %s carries more than %i channels', (at, most, each) => {
    const symbols = Array.from({ length: 900 }, (_, i) =>
      at === 'OPTIONS' ? `BTC-251219-${i + 1}-C` : `A${i}USDT`,
    );
    const own = plans(want(at, symbols)).filter(({ books }) => books.length > 0);
    const channels = own.map(asked);
    expect(Math.max(...channels.map(({ length }) => length))).toBeLessThanOrEqual(most);
    expect(channels.flat()).toHaveLength(symbols.length * each);
    expect(new Set(channels.flat()).size).toBe(symbols.length * each);
    expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
    // A book is announced by the socket that carries it.
    for (const plan of own) {
      for (const { symbol } of plan.books) {
        expect(asked(plan)).toContain(`${symbol.toLowerCase()}@depth@100ms`);
      }
    }
    // What is requested belongs to one of them.
    expect(own.filter(({ polls }) => polls.length > 0).length).toBeLessThanOrEqual(1);
  });

  it('what goes out stays within the documented allowances', () => {
    const all = plans([...want('SPOT', ['BTCUSDT']), ...want('USDM', ['BTCUSDT'])], ['BTC']);
    for (const plan of all) {
      const spot = plan.name === 'spot';
      // 5 and 10 messages a second with our pongs; 6000 and 2400 weights a minute; 24 hours of life.
      expect(plan.limits.messages.most).toBeLessThan(spot ? 5 : 10);
      expect(plan.limits.requests).toEqual({ most: spot ? 6_000 : 2_400, per: 60_000 });
      expect(plan.life).toBeLessThan(24 * 3_600_000);
      expect(plan.beat?.every).toBeLessThan(plan.silence);
      expect(plan.answer({ kind: 'control', word: 'asked', detail: '' })).toBeNull();
    }
    const weights = all.flatMap(({ polls }) => polls.map(({ weight, every }) => (weight * 60_000) / every)); // prettier-ignore
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(10);
  });

  it('other endpoints are taken for the documented ones', () => {
    const plan = binanceFeed.connections(
      { instruments: want('COINM', ['BTCUSD_PERP']), assets: [] },
      { coinmSocket: 'ws://127.0.0.1:9/stream', coinmRest: 'http://127.0.0.1:9' },
    )[0];
    expect(plan?.url).toBe('ws://127.0.0.1:9/stream');
    expect(plan?.polls.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:9/dapi/v1/exchangeInfo',
      'http://127.0.0.1:9/dapi/v1/fundingInfo',
      'http://127.0.0.1:9/dapi/v1/openInterest?symbol=BTCUSD_PERP',
    ]);
  });
});
