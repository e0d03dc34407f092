import { describe, expect, it } from 'vitest';
import { asset, market } from '../../../../src/engine/values/ids.ts';
import { decodeDeribit } from '../../../../src/main/feeds/deribit/decode.ts';
import { deribitFeed } from '../../../../src/main/feeds/deribit/feed.ts';
import type { Wanted } from '../../../../src/main/feeds/venue-feed.ts';
import { DERIBIT_MARKET } from '../../../../src/main/imports/deribit/names.ts';
import { frameOf, only } from '../probes/frames.ts';

const of = (symbol: string, book = false) => ({ market: DERIBIT_MARKET, symbol, book });

const planOf = (wanted: Partial<Wanted>, endpoints = {}) =>
  deribitFeed.connections({ instruments: [], assets: [], ...wanted }, endpoints)[0];

type Call = {
  readonly jsonrpc: string;
  readonly id: number;
  readonly method: string;
  readonly params: { readonly channels?: readonly string[]; readonly interval?: number };
};
const callOf = (text: string): Call => {
  const call: Call = JSON.parse(text);
  return call;
};

const channelsOf = (opening: readonly string[] = []): readonly string[] =>
  opening.flatMap((text) => callOf(text).params.channels ?? []);

describe('what is asked of Deribit', () => {
  it('follows tickers and books of contracts, indices of assets', () => {
    const instruments = [of('BTC-PERPETUAL', true), of('BTC-24SEP21-8000-P')];
    const plan = planOf({ instruments, assets: ['BTC', 'ETH'].map(asset) });
    expect(channelsOf(plan?.opening)).toEqual([
      'ticker.BTC-PERPETUAL.100ms',
      'book.BTC-PERPETUAL.100ms',
      'ticker.BTC-24SEP21-8000-P.100ms',
      'deribit_price_index.btc_usd',
      'deribit_price_index.eth_usd',
      'deribit_volatility_index.btc_usd',
      'deribit_volatility_index.eth_usd',
    ]);
    expect(plan?.books.map(({ symbol }) => symbol)).toEqual(['BTC-PERPETUAL']);
    expect(plan?.url).toBe('wss://www.deribit.com/ws/api/v2');
  });

  // docs.deribit.com, "deribit_price_index.(index_name)": 47 names, of which `sol_usdc` and no `sol_usd`.
  it('names the indices that there are: in USDC, but for BTC and ETH', () => {
    const assets = ['SOL', 'USDC', 'USDT', 'XRP'].map(asset);
    expect(channelsOf(planOf({ assets })?.opening)).toEqual([
      'deribit_price_index.sol_usdc',
      'deribit_price_index.xrp_usdc',
    ]);
  });

  // docs.deribit.com, public/get_instruments: currency BTC, ETH, USDC, USDT, EURR or any.
  it('polls contracts and options by what they settle in', () => {
    const polled = (wanted: Partial<Wanted>) =>
      planOf(wanted, { rest: 'https://test.deribit.com/api/v2' })?.polls.map(({ url }) => url);
    const lists = (currency: string) => [
      `https://test.deribit.com/api/v2/public/get_instruments?currency=${currency}`,
      `https://test.deribit.com/api/v2/public/get_book_summary_by_currency?currency=${currency}&kind=option`,
    ];
    expect(polled({ assets: [asset('BTC'), asset('SOL'), asset('XRP'), asset('USDC')] })).toEqual([
      ...lists('BTC'),
      ...lists('USDC'),
    ]);
    expect(polled({ instruments: [of('MATIC_USDC-9MAR24-1d02-C')] })).toEqual(lists('USDC'));
    expect(polled({ instruments: [of('ETH-PERPETUAL'), of('BTC_USDT')] })).toEqual([
      ...lists('ETH'),
      ...lists('USDT'),
    ]);
  });

  // The venue refuses what is "too large"; 250 pass (tmatic-trading/crypto-platform, issue 439).
  it('keeps each request to 250 channels', () => {
    const instruments = Array.from({ length: 700 }, (_, i) => of(`BTC-27DEC24-${i}000-C`, true));
    const opening = planOf({ instruments })?.opening ?? [];
    const calls = opening.map(callOf);
    for (const { params } of calls) expect(params.channels?.length ?? 0).toBeLessThanOrEqual(250);
    expect(channelsOf(opening)).toHaveLength(1_400);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
  });

  // docs.deribit.com, public/set_heartbeat: `test_request` wants `public/test`, or the socket is cut.
  it('asks for heartbeats, and answers what they ask', () => {
    const plan = planOf({ assets: [asset('BTC')] });
    expect(callOf(plan?.opening[0] ?? '')).toMatchObject({
      jsonrpc: '2.0',
      method: 'public/set_heartbeat',
      params: { interval: 30 },
    });
    const heartbeat = { jsonrpc: '2.0', method: 'heartbeat', params: { type: 'test_request' } };
    const [asked] = only(decodeDeribit(frameOf(heartbeat)), 'control');
    expect(asked?.word).toBe('asked');
    if (asked === undefined) return;
    expect(callOf(plan?.answer(asked) ?? '')).toMatchObject({ method: 'public/test' });
  });

  it('asks for a book anew by leaving and joining its channel', () => {
    const plan = planOf({ instruments: [of('BTC-PERPETUAL', true)] });
    const calls = plan?.renew(of('BTC-PERPETUAL')).map(callOf);
    const params = { channels: ['book.BTC-PERPETUAL.100ms'] };
    expect(calls).toMatchObject([
      { method: 'public/unsubscribe', params },
      { method: 'public/subscribe', params },
    ]);
    expect(plan?.snapshot(of('BTC-PERPETUAL'))).toBeNull();
  });

  it('asks nothing where nothing of it is wanted', () => {
    const other = { market: market('OKX'), symbol: 'BTC-USDT-SWAP', book: true };
    expect(planOf({ instruments: [other] })).toBeUndefined();
  });
});
