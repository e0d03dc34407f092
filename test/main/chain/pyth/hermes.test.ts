import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { instant, type Instant } from '../../../../src/engine/values/units.ts';
import type { PythFeed } from '../../../../src/main/chain/pyth/feeds.ts';
import { readHermes } from '../../../../src/main/chain/pyth/hermes.ts';
import type { ReadFeed } from '../../../../src/main/chain/read-feed.ts';
import { nodeServer, type NodeServer } from '../node-server.ts';
import { asking, endpoint } from '../opened.ts';

const eth: PythFeed = {
  id: 'ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace',
  symbol: 'ETH/USD',
  asset: asset('ETH'),
  quote: asset('USD'),
};
const btc: PythFeed = {
  ...eth,
  id: 'e62df6c8'.padEnd(64, '0'),
  symbol: 'BTC/USD',
  asset: asset('BTC'),
};

/** The price of the example in Pyth's documentation of Hermes (docs.pyth.network, Hermes). */
const documented = {
  id: eth.id,
  price: { price: '184136023127', conf: '177166324', expo: -8, publish_time: 1_692_110_601 },
};
const NOW = instant(1_692_110_601_000 + 5_000);

let server: NodeServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function read(
  body: string,
  feeds: readonly PythFeed[] = [eth],
  now: Instant = NOW,
): Promise<readonly ReadFeed[]> {
  await server?.close();
  server = await nodeServer(
    () => null,
    () => ({ status: 200, body }),
  );
  return readHermes(endpoint(server.url, 'key-that-is-secret'), feeds, asking, () => now);
}

const changed = (price: object): string =>
  JSON.stringify({ parsed: [{ ...documented, price: { ...documented.price, ...price } }] });

const faultOf = ([one]: readonly ReadFeed[]): string =>
  one === undefined || one.reading.ok ? 'no fault' : one.reading.failure.message;

describe('prices by Hermes', () => {
  test('are exact, with half-width and publish time', async () => {
    const [one] = await read(JSON.stringify({ parsed: [documented] }));
    if (one === undefined || !one.reading.ok) throw new Error('no reading');
    expect(one.feed).toBe('Pyth by Hermes ETH/USD');
    expect(one.reading.value).toMatchObject({
      source: 'Pyth by Hermes',
      value: { text: '1841.36023127', number: 1841.36023127 },
      at: 1_692_110_601_000,
      stands: false,
      doubts: [],
      age: { age: 5_000, most: 60_000, stale: false },
    });
    expect(one.reading.value.confidence).toBeCloseTo(1.77166324, 10);
  });

  test('are asked for as documented, the key in a header and not in the address', async () => {
    await read(JSON.stringify({ parsed: [documented] }), [eth, btc]);
    const [request] = server?.requests ?? [];
    expect(request?.path).toBe(
      `/v2/updates/price/latest?ids[]=${eth.id}&ids[]=${btc.id}&parsed=true&ignore_invalid_price_ids=true`,
    );
    expect(request?.headers.authorization).toBe('Bearer key-that-is-secret');
  });

  test('of one feed that is not answered cost the others nothing', async () => {
    const [first, second] = await read(JSON.stringify({ parsed: [documented, 7] }), [btc, eth]);
    expect(first?.reading.ok).toBe(false);
    expect(second?.reading.ok).toBe(true);
  });

  test('an interval of more than one percent is a doubt', async () => {
    const doubts = async (conf: string): Promise<number> => {
      const [one] = await read(changed({ conf }));
      return one?.reading.ok === true ? one.reading.value.doubts.length : -1;
    };
    // One percent of 184136023127 is 1841360231.27.
    expect(await doubts('1841360231')).toBe(0);
    expect(await doubts('1841360232')).toBe(1);
  });

  test('older than a minute is stale', async () => {
    const at = async (age: number): Promise<boolean | null> => {
      const [one] = await read(changed({}), [eth], instant(1_692_110_601_000 + age));
      return one?.reading.ok === true ? one.reading.value.age.stale : null;
    };
    expect(await at(60_000)).toBe(false);
    expect(await at(60_001)).toBe(true);
  });

  test.each<[object, string]>([
    [{ price: '0' }, 'the price 0 is not positive'],
    [{ price: '-1' }, 'the price -1 is not positive'],
    [{ conf: '-1' }, 'is negative'],
    [{ conf: '184136023127' }, 'may be anything'],
    [{ expo: 41 }, 'a power of ten of 41'],
    [{ expo: -2_147_483_648 }, 'a power of ten of -2147483648'],
    [{ expo: 12 }, 'beyond any price'],
    [{ expo: -8.5 }, 'no usable price.expo'],
    [{ publish_time: 4_000_000_000 }, 'a time of the future'],
    [{ publish_time: 0 }, 'no time'],
    [{ price: 184136023127 }, 'no usable price.price'],
    [{ price: '1'.repeat(21) }, 'no usable price.price'],
  ])('are refused for %j', async (wrong, why) => {
    expect(faultOf(await read(changed(wrong)))).toContain(why);
  });

  test('arbitrary JSON is a fault by name, and nothing is thrown', async () => {
    server = await nodeServer(
      () => null,
      () => ({ status: 200, body }),
    );
    let body = '';
    const to = endpoint(server.url);
    const json = fc.oneof(
      fc.json(),
      fc.jsonValue().map((parsed) => JSON.stringify({ parsed })),
      fc.array(fc.jsonValue()).map((parsed) => JSON.stringify({ parsed })),
      fc.jsonValue().map((price) => JSON.stringify({ parsed: [{ id: eth.id, price }] })),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(json, async (text) => {
        body = text;
        const found = await readHermes(to, [eth], asking, () => NOW);
        expect(found).toHaveLength(1);
        expect(faultOf(found)).toMatch(/^(127\.0\.0\.1:\d+|Pyth by Hermes ETH\/USD): ./);
      }),
      { numRuns: 150 },
    );
  });
});
