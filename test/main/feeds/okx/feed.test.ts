import { describe, expect, it } from 'vitest';
import { asset, market } from '../../../../src/engine/values/ids.ts';
import { okxFeed } from '../../../../src/main/feeds/okx/feed.ts';
import { OKX_MARKET } from '../../../../src/main/imports/okx/names.ts';

const of = (symbol: string, book = false) => ({ market: OKX_MARKET, symbol, book });

const argumentsOf = (requests: readonly string[]) =>
  requests.flatMap((text) => {
    const { op, args }: { op: string; args: readonly Record<string, string>[] } = JSON.parse(text);
    expect(op).toBe('subscribe');
    return args.map(({ channel, instId, instFamily }) => `${channel} ${instId ?? instFamily}`);
  });

describe('what is asked of OKX', () => {
  it('follows each instrument by the channels that it has', () => {
    const instruments = [of('BTC-USDT-SWAP', true), of('BTC-USD-241227-60000-C'), of('BTC-USDT')];
    const [plan] = okxFeed.connections({ instruments, assets: [asset('BTC'), asset('SOL')] }, {});
    expect(argumentsOf(plan?.opening ?? [])).toEqual([
      'tickers BTC-USDT-SWAP',
      'mark-price BTC-USDT-SWAP',
      'open-interest BTC-USDT-SWAP',
      'funding-rate BTC-USDT-SWAP',
      'books BTC-USDT-SWAP',
      'tickers BTC-USD-241227-60000-C',
      'mark-price BTC-USD-241227-60000-C',
      'open-interest BTC-USD-241227-60000-C',
      'tickers BTC-USDT',
      'index-tickers BTC-USD',
      'index-tickers BTC-USDT',
      'index-tickers SOL-USD',
      'index-tickers SOL-USDT',
      'opt-summary BTC-USD',
    ]);
    expect(plan?.books.map(({ symbol }) => symbol)).toEqual(['BTC-USDT-SWAP']);
    expect(plan?.url).toBe('wss://ws.okx.com:8443/ws/v5/public');
    expect(plan?.beat?.text).toBe('ping');
  });

  // "The total length of multiple channels cannot exceed 64 KB", docs-v5 "Subscribe".
  it('keeps each request below 64 KiB', () => {
    const instruments = Array.from({ length: 900 }, (_, i) => of(`BTC-USD-241227-${i}00-C`, true));
    const [plan] = okxFeed.connections({ instruments, assets: [] }, {});
    const opening = plan?.opening ?? [];
    expect(opening.length).toBeGreaterThan(2);
    for (const text of opening) expect(text.length).toBeLessThan(65_536);
    expect(argumentsOf(opening)).toHaveLength(900 * 4 + 1);
  });

  it('asks for a book anew by leaving and joining its channel', () => {
    const [plan] = okxFeed.connections({ instruments: [of('BTC-USDT', true)], assets: [] }, {});
    const words = plan?.renew({ market: OKX_MARKET, symbol: 'BTC-USDT' }).map((text) => {
      const request: unknown = JSON.parse(text);
      return request;
    });
    const args = [{ channel: 'books', instId: 'BTC-USDT' }];
    expect(words).toEqual([{ op: 'unsubscribe', args }, { op: 'subscribe', args }]); // prettier-ignore
  });

  it('polls lists of contracts, and the chains of options', () => {
    const [plan] = okxFeed.connections(
      { instruments: [], assets: [asset('ETH')] },
      { rest: 'https://eea.okx.com' },
    );
    expect(plan?.polls.map(({ url }) => url)).toEqual(
      [
        'public/instruments?instType=SPOT',
        'public/instruments?instType=SWAP',
        'public/instruments?instType=FUTURES',
        'public/instruments?instType=OPTION&instFamily=ETH-USD',
        'public/mark-price?instType=OPTION&instFamily=ETH-USD',
        'market/tickers?instType=OPTION&instFamily=ETH-USD',
        'public/open-interest?instType=OPTION&instFamily=ETH-USD',
      ].map((path) => `https://eea.okx.com/api/v5/${path}`),
    );
  });

  it('asks nothing where nothing of it is wanted', () => {
    const other = { market: market('DERIBIT'), symbol: 'BTC-PERPETUAL', book: true };
    expect(okxFeed.connections({ instruments: [other], assets: [] }, {})).toEqual([]);
  });
});
