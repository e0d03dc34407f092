import { describe, expect, test } from 'vitest';
import { asset, type Market } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import type { FeedEvent } from '../../../src/main/feeds/events.ts';
import { addressFault } from '../../../src/main/feeds/address-fault.ts';
import type { VenueFeed } from '../../../src/main/feeds/venue-feed.ts';
import { VenueMarket } from '../../../src/main/feeds/venue-market.ts';
import { deribitFeed as deribit } from '../../../src/main/feeds/deribit/feed.ts';

const START = 1_795_780_800_000;
const MARKET: Market = 'DERIBIT' as Market;
const minutes = (n: number): number => n * 60_000;

/** A venue whose messages are what the test says. */
function venue() {
  const said: FeedEvent[] = [];
  const feed: VenueFeed = {
    ...deribit,
    decode: () => ({ events: said.splice(0), faults: [] }),
  };
  const market = new VenueMarket(feed);
  const take = (second: number, ...events: readonly FeedEvent[]): void => {
    said.push(...events);
    const receivedAt = instant(START + second * 1_000);
    market.take({ endpoint: 'wss://venue.example', text: '', receivedAt });
  };
  return { market, take };
}

/** A mark and an index, dated so many milliseconds off our clock. */
const ticker = (second: number, mark: number, off = 0, symbol = 'BTC-PERPETUAL'): FeedEvent => ({
  kind: 'ticker',
  market: MARKET,
  symbol,
  at: instant(START + second * 1_000 + off),
  values: { mark },
});
const index = (second: number, value: number, off = 0): FeedEvent => ({
  kind: 'index',
  market: MARKET,
  name: 'btc_usd',
  asset: asset('BTC'),
  quote: asset('USD'),
  at: instant(START + second * 1_000 + off),
  value,
});

describe('a venue whose clock leaps five minutes ahead and comes back', () => {
  test('is believed again within seconds, at the age that its values have', () => {
    const { market, take } = venue();
    take(0, ticker(0, 100), index(0, 100));
    take(1, ticker(1, 101, minutes(5)), index(1, 101, minutes(5)));
    // Back: at first it may be what came late, and what is known stays.
    take(2, ticker(2, 102), index(2, 102));
    expect(market.tickers.ticker(MARKET, 'BTC-PERPETUAL')?.values.get('mark')?.value).toBe(101);
    for (let second = 3; second < 9; second++) {
      take(second, ticker(second, 100 + second), index(second, 100 + second));
    }
    expect(market.tickers.ticker(MARKET, 'BTC-PERPETUAL')?.values.get('mark')?.value).toBe(108);
    expect(market.indexes.get('btc_usd')?.event.value).toBe(108);
    const now = instant(START + 9_000);
    expect(market.clock.age(instant(START + 8_000), now)).toBe(1_000);
  });

  test('an instrument that it said nothing more of keeps its value, no younger than it is', () => {
    const { market, take } = venue();
    take(1, ticker(1, 7, minutes(5), 'ETH-PERPETUAL'));
    for (let second = 2; second < 9; second++) take(second, ticker(second, 100));
    const kept = market.tickers.ticker(MARKET, 'ETH-PERPETUAL')?.values.get('mark');
    expect(kept?.value).toBe(7);
    expect(market.clock.age(kept!.at, instant(START + 9_000))).toBeGreaterThanOrEqual(7_000);
  });
});

test('messages that only come late change nothing, among others that are in time', () => {
  const { market, take } = venue();
  for (let second = 0; second < 20; second++) {
    take(second, ticker(second, second));
    take(second, ticker(second, -1, -minutes(1)));
  }
  expect(market.tickers.ticker(MARKET, 'BTC-PERPETUAL')?.values.get('mark')?.value).toBe(19);
  expect(market.tickers.late).toBe(20);
});

test('a venue that invents names does not fill the memory, and what is known goes on', () => {
  const { market, take } = venue();
  for (let i = 0; i < 50_010; i++) take(i / 1_000, ticker(i / 1_000, 1, 0, `X-${i}`));
  take(60, ticker(60, 2, 0, 'X-0'));
  expect([...market.tickers.all]).toHaveLength(50_000);
  expect(market.tickers.ticker(MARKET, 'X-0')?.values.get('mark')?.value).toBe(2);
  expect(market.counts.faults).toBe(10);
  expect(market.faults.at(-1)).toMatchObject({ reason: 'limit-exceeded', field: 'X-50009' });
});

test('several losses of one book are one gap', () => {
  const { market } = venue();
  const now = instant(START);
  for (let i = 0; i < 5; i++) market.books.broken(MARKET, 'BTC-PERPETUAL', now);
  expect(market.books.gapCount).toBe(1);
});

test('an address of another kind, or of nothing, is refused in words', () => {
  const fault = (endpoints: Readonly<Record<string, string>>) =>
    addressFault([deribit], { venues: [{ id: deribit.id, on: true, endpoints }] });
  expect(fault({ socket: 'wss://venue.example', rest: 'http://127.0.0.1:1' })).toBeNull();
  expect(fault({ socket: 'https://venue.example' })).toContain('must be a socket');
  expect(fault({ rest: 'wss://venue.example' })).toContain('must be for requests');
  expect(fault({ sokcet: 'wss://venue.example' })).toContain('no address that is called "sokcet"');
});
