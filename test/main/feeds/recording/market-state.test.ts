import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { market } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import {
  marketState,
  readMarketState,
  restoreMarket,
} from '../../../../src/main/feeds/recording/market-state.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { aSession, known, live, plainFeed, start } from './session.ts';

test('what is put down and taken up again goes on as if nothing had been', () => {
  let kept = 0;
  fc.assert(
    fc.property(aSession, fc.nat(80), (steps, cut) => {
      const whole = new VenueMarket(plainFeed);
      for (const step of steps.slice(0, cut)) live(whole, step);
      const state = marketState(whole);
      if (state === null) return;
      kept++;
      const read = readMarketState(JSON.stringify(state));
      expect(read.ok).toBe(true);
      const second = new VenueMarket(plainFeed);
      if (read.ok) restoreMarket(second, read.value);
      expect(known(second)).toEqual(known(whole));
      for (const step of steps.slice(cut)) {
        live(whole, step);
        live(second, step);
        expect(known(second)).toEqual(known(whole));
      }
    }),
    { numRuns: 200 },
  );
  expect(kept).toBeGreaterThan(20);
});

test('a book that waits with updates in hand is not put down half', () => {
  const waiting = new VenueMarket(plainFeed);
  waiting.books.take(
    {
      kind: 'book',
      market: market('PLAIN'),
      symbol: 'A',
      at: null,
      action: 'update',
      bids: [],
      asks: [],
      first: 2,
      last: 2,
      previous: null,
      checksum: null,
    },
    instant(start),
  );
  expect(marketState(waiting)).toBeNull();
});

test('what is no state is refused in words, never thrown', () => {
  const state = JSON.stringify(marketState(new VenueMarket(plainFeed)));
  expect(readMarketState(state).ok).toBe(true);
  for (const text of ['', '{', 'null', '[]', '{"form":2}', state.replace('"form":1', '"form":2')]) {
    const read = readMarketState(text);
    expect(read.ok ? '' : read.failure.message).toContain('the state of the venue');
  }
  fc.assert(fc.property(fc.json(), (text) => !readMarketState(text).ok));
});
