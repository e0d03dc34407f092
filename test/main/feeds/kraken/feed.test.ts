import { describe, expect, it } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { krakenFeed } from '../../../../src/main/feeds/kraken/feed.ts';
import { KRAKEN_FUTURES, KRAKEN_SPOT } from '../../../../src/main/imports/kraken/names.ts';

const future = (symbol: string, book = false) => ({ market: KRAKEN_FUTURES, symbol, book });
const pair = (symbol: string, book = false) => ({ market: KRAKEN_SPOT, symbol, book });

const parsed = (texts: readonly string[] = []): readonly unknown[] =>
  texts.map((text): unknown => JSON.parse(text));

describe('what is asked of Kraken', () => {
  const instruments = [future('PI_XBTUSD', true), future('PF_ETHUSD'), pair('BTC/USD', true)];
  const [futures, spot] = krakenFeed.connections({ instruments, assets: [] }, {});

  // docs.kraken.com/api/docs/futures-api/websocket: ticker, book, heartbeat, "Request".
  it('is each feed of the futures for its products', () => {
    expect(futures?.url).toBe('wss://futures.kraken.com/ws/v1');
    expect(parsed(futures?.opening)).toEqual([
      { event: 'subscribe', feed: 'heartbeat' },
      { event: 'subscribe', feed: 'ticker', product_ids: ['PI_XBTUSD', 'PF_ETHUSD'] },
      { event: 'subscribe', feed: 'book', product_ids: ['PI_XBTUSD'] },
    ]);
    expect(futures?.books).toEqual([instruments[0]]);
    expect(futures?.beat?.every).toBeLessThan(60_000);
    expect(parsed(futures?.renew({ market: KRAKEN_FUTURES, symbol: 'PI_XBTUSD' }))).toEqual([
      { event: 'unsubscribe', feed: 'book', product_ids: ['PI_XBTUSD'] },
      { event: 'subscribe', feed: 'book', product_ids: ['PI_XBTUSD'] },
    ]);
  });

  // docs.kraken.com/exchange/api-reference/spot-websocket-v2: ticker, book, "Subscribe".
  it('is each channel of spot, its books to the depth of the checksum', () => {
    expect(spot?.url).toBe('wss://ws.kraken.com/v2');
    expect(parsed(spot?.opening)).toEqual([
      { method: 'subscribe', params: { channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'bbo' } }, // prettier-ignore
      { method: 'subscribe', params: { channel: 'book', symbol: ['BTC/USD'], depth: 10 } },
    ]);
    const params = { channel: 'book', symbol: ['BTC/USD'], depth: 10 };
    expect(parsed(spot?.renew({ market: KRAKEN_SPOT, symbol: 'BTC/USD' }))).toEqual([
      { method: 'unsubscribe', params },
      { method: 'subscribe', params },
    ]);
  });

  it('goes over the sockets that are needed, and where the user says', () => {
    const only = (wanted: typeof instruments) =>
      krakenFeed.connections({ instruments: wanted, assets: [] }, {}).map(({ name }) => name);
    expect(only([future('PI_XBTUSD')])).toEqual(['futures']);
    expect(only([pair('BTC/USD')])).toEqual(['spot']);
    expect(only([])).toEqual([]);
    const plans = krakenFeed.connections(
      { instruments: [], assets: [asset('BTC')] },
      { futuresRest: 'https://demo-futures.kraken.com/derivatives/api/v3' },
    );
    expect(plans.flatMap(({ polls }) => polls.map(({ url }) => url))).toEqual([
      'https://demo-futures.kraken.com/derivatives/api/v3/instruments',
      'https://demo-futures.kraken.com/derivatives/api/v3/tickers',
      'https://api.kraken.com/0/public/AssetPairs',
    ]);
  });

  it('names at most a hundred products at a time', () => {
    const many = Array.from({ length: 250 }, (_, i) => future(`PF_${i}USD`));
    const [plan] = krakenFeed.connections({ instruments: many, assets: [] }, {});
    expect(plan?.opening).toHaveLength(4);
  });
});
