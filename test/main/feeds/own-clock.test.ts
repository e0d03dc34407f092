import { describe, expect, it } from 'vitest';
import { market } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { binanceFeed } from '../../../src/main/feeds/binance/feed.ts';
import { ClockWatch } from '../../../src/main/feeds/connection/clock-watch.ts';
import { ourTime } from '../../../src/main/feeds/live/live-quotes.ts';
import { VenueMarket } from '../../../src/main/feeds/venue-market.ts';

const START = 1_790_000_000_000;
const FIVE_MINUTES = 300_000;
const SPOT = market('BINANCE-SPOT');

/** Spot's best prices have no time; its last price has. */
const quote = (bid: number): string =>
  JSON.stringify({
    stream: 'btcusdt@bookTicker',
    data: { u: 400_900_217, s: 'BTCUSDT', b: String(bid), B: '1', a: String(bid + 1), A: '1' },
  });
const last = (at: number): string =>
  JSON.stringify({
    stream: 'btcusdt@ticker',
    data: { e: '24hrTicker', E: at, s: 'BTCUSDT', c: '100', x: '99' },
  });

const bidOf = (venue: VenueMarket) => venue.tickers.ticker(SPOT, 'BTCUSDT')?.values.get('bid');

describe('values that a venue gives no time of', () => {
  it.each([FIVE_MINUTES, -FIVE_MINUTES])(
    'are of the time that they came at, with our clock %d ms beside the venue’s',
    (beside) => {
      const venue = new VenueMarket(binanceFeed);
      const receivedAt = instant(START + beside + 1_000);
      venue.take({ endpoint: '', text: last(START), receivedAt });
      venue.take({ endpoint: '', text: quote(100), receivedAt });
      const bid = bidOf(venue);
      expect(ourTime(venue, bid!.at, bid!.receivedAt)).toBe(receivedAt);
    },
  );

  it('are taken as they come, also after our clock was set back', () => {
    const venue = new VenueMarket(binanceFeed);
    venue.take({ endpoint: '', text: quote(100), receivedAt: instant(START) });
    venue.take({ endpoint: '', text: quote(101), receivedAt: instant(START - FIVE_MINUTES) });
    expect(bidOf(venue)?.value).toBe(101);
  });
});

describe('ClockWatch', () => {
  it('tells how far the clock was set, once, and nothing of drift or of time that passed', () => {
    let [wall, elapsed] = [START, 0];
    const watch = new ClockWatch({ now: () => instant(wall), elapsed: () => elapsed });
    const pass = (by: number): void => {
      wall += by;
      elapsed += by;
    };
    pass(8 * 3_600_000);
    expect(watch.moved()).toBe(0);
    wall += 500;
    expect(watch.moved()).toBe(0);
    wall += FIVE_MINUTES;
    pass(1_000);
    expect(watch.moved()).toBe(FIVE_MINUTES + 500);
    expect(watch.moved()).toBe(0);
    wall -= FIVE_MINUTES;
    expect(watch.moved()).toBe(-FIVE_MINUTES);
  });
});
