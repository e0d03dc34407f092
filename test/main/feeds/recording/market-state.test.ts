import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { market } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import type { BookEvent } from '../../../../src/main/feeds/events.ts';
import {
  marketState,
  readMarketState,
  restoreMarket,
} from '../../../../src/main/feeds/recording/market-state.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { aSession, known, live, plainFeed, start } from './session.ts';

test('what is put down and taken up again goes on as if nothing had been', () => {
  fc.assert(
    fc.property(aSession, fc.nat(80), (steps, cut) => {
      const whole = new VenueMarket(plainFeed);
      for (const step of steps.slice(0, cut)) live(whole, step);
      const state = marketState(whole);
      expect(state).not.toBeNull();
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
});

test('a book that has waited for very long is not put down half', () => {
  const waiting = new VenueMarket(plainFeed);
  const update = (id: number): BookEvent => ({
    kind: 'book',
    market: market('PLAIN'),
    symbol: 'A',
    at: null,
    action: 'update',
    bids: [],
    asks: [],
    first: id,
    last: id,
    previous: id - 1,
    checksum: null,
  });
  for (let id = 1; id <= 1_000; id++) waiting.books.take(update(id), instant(start));
  expect(marketState(waiting)?.books).toMatchObject([{ saved: { state: 'syncing' } }]);
  waiting.books.take(update(1_001), instant(start));
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
