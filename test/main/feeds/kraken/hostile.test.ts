import { describe, expect, it } from 'vitest';
import { decodeKraken } from '../../../../src/main/feeds/kraken/decode.ts';
import { frameOf } from '../probes/frames.ts';
import { expectNothingThrown } from '../probes/hostile.ts';
import { placesIn, replacedAt } from '../probes/mutations.ts';

const T = 1_612_269_825_817;
const product = { product_id: 'PI_XBTUSD' };
const book = { symbol: 'BTC/USD', bids: [{ price: 7.5, qty: 2 }], asks: [{ price: 8, qty: 1 }] };

/** One message of each kind, in the venue's own form. */
const messages = [
  { feed: 'ticker', ...product, time: T, bid: 1, ask: 2, bid_size: 3, ask_size: 4, last: 1.5, openInterest: 6, markPrice: 1.6, index: 1.7, relative_funding_rate: -0.1, next_funding_rate_time: 1_612_270_800_000 },
  { feed: 'ticker_lite', ...product, bid: 1, ask: 2 },
  { feed: 'book', ...product, side: 'sell', seq: 9, price: 5, qty: 6, timestamp: T },
  { feed: 'book_snapshot', ...product, seq: 8, timestamp: T, bids: [{ price: 4, qty: 1 }], asks: [{ price: 6, qty: 2 }] },
  { feed: 'trade', ...product, uid: 'a', side: 'buy', type: 'fill', seq: 3, time: T, qty: 5, price: 4 },
  { feed: 'trade_snapshot', ...product, trades: [{ side: 'buy', time: T, qty: 5, price: 4 }] },
  { feed: 'heartbeat', time: T },
  { event: 'error', message: 'Json Error' },
  { result: 'success', serverTime: '2025-11-17T00:34:37.524Z', tickers: [{ symbol: 'PF_ETHUSD', last: 1, markPrice: 2, bid: 3, bidSize: 4, ask: 5, askSize: 6, openInterest: 7, indexPrice: 8 }, { symbol: 'in_xbtusd', last: 9, lastTime: '2025-11-17T00:34:37Z' }] },
  { result: 'success', instruments: [{ symbol: 'FI_XBTUSD_220930', type: 'futures_inverse', contractSize: 1, base: 'XBT', quote: 'USD', lastTradingTime: '2022-09-30T15:00:00.000Z' }] },
  { channel: 'book', type: 'update', data: [{ ...book, checksum: 3_310_070_434, timestamp: '2023-10-06T17:35:55.440295Z' }] },
  { channel: 'ticker', type: 'update', data: [{ symbol: 'BTC/USD', bid: 1, bid_qty: 2, ask: 3, ask_qty: 4, last: 5, timestamp: '2023-10-06T17:35:55.440295Z' }] },
  { channel: 'trade', type: 'update', data: [{ symbol: 'BTC/USD', side: 'buy', price: 1, qty: 2, trade_id: 3, timestamp: '2023-10-06T17:35:55.440295Z' }] },
  { channel: 'status', data: [{ system: 'online' }] },
  { method: 'subscribe', success: false, error: 'no', symbol: 'X' },
  { error: [], result: { XBTUSDT: { wsname: 'XBT/USDT', base: 'XXBT', quote: 'USDT', status: 'online' } } },
].map((message) => JSON.stringify(message)); // prettier-ignore

describe('whatever comes', () => {
  it('is told as events and named faults, never thrown', () => {
    expectNothingThrown(decodeKraken, messages);
  });

  it('does not change what other fields of a ticker say, and is never "nobody quotes"', () => {
    let changes = 0;
    for (const text of messages) {
      const whole: unknown = JSON.parse(text);
      const before = decodeKraken(frameOf(whole)).events;
      for (const place of placesIn(whole)) {
        const after = decodeKraken(frameOf(replacedAt(whole, place, 'no such value')));
        for (const [i, event] of before.entries()) {
          const now = after.events[i];
          if (event.kind !== 'ticker' || now?.kind !== 'ticker' || now.symbol !== event.symbol) {
            continue;
          }
          changes++;
          for (const [field, value] of Object.entries(now.values)) {
            const known = Object.entries(event.values).find(([name]) => name === field);
            expect([field, value]).toEqual(known);
          }
          const lost = Object.keys(event.values).length - Object.keys(now.values).length;
          // A funding rate goes with its hours.
          expect(lost).toBeLessThanOrEqual(2);
        }
      }
    }
    expect(changes).toBeGreaterThan(30);
  });

  it('leaves no book half applied', () => {
    for (const text of messages.filter((one) => one.includes('"bids"') || one.includes('"qty"'))) {
      const whole: unknown = JSON.parse(text);
      const [before] = decodeKraken(frameOf(whole)).events;
      if (before?.kind !== 'book') continue;
      for (const place of placesIn(whole)) {
        const { events, faults } = decodeKraken(frameOf(replacedAt(whole, place, 'no such value')));
        for (const event of events) {
          if (event.kind !== 'book' || event.symbol !== before.symbol) continue;
          expect([event.bids, event.asks]).toEqual([before.bids, before.asks]);
        }
        if (events.length === 0 && faults.length > 0) {
          expect(faults.some(({ field }) => field === '')).toBe(true);
        }
      }
    }
  });
});
