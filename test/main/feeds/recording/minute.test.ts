import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { Recorder } from '../../../../src/main/feeds/recording/recorder.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { aStore } from '../../store/support/stores.ts';
import { HandClock, recorded } from './recording.ts';
import { aSession, type LiveStep, plainFeed, recordedLive, start, timeOf } from './session.ts';

const minute = 60_000;

type Mark = { readonly symbol: string; readonly at: number; readonly mark: number | null };

/** Last value by instrument and minute, told by the messages alone: slow and plain. */
function lastOfMinutes(steps: readonly LiveStep[]): Mark[] {
  const found: Mark[] = [];
  const newest = new Map<string, { sent: number; mark: number | null }>();
  const starts = new Set(steps.map((step) => timeOf(step) - (timeOf(step) % minute)));
  for (const begin of starts) {
    const heard = new Set<string>();
    for (const step of steps) {
      if (timeOf(step) < begin || timeOf(step) >= begin + minute || step.kind === 'lost') continue;
      for (const event of JSON.parse(step.frame.text)) {
        if (event.kind !== 'ticker') continue;
        const before = newest.get(event.symbol);
        if (before !== undefined && before.sent > event.at) continue;
        newest.set(event.symbol, { sent: event.at, mark: event.values.mark });
        heard.add(event.symbol);
      }
    }
    for (const symbol of heard) found.push({ symbol, at: begin, mark: newest.get(symbol)!.mark });
  }
  const hour = (at: number): number => at - (at % 3_600_000);
  return found.toSorted(
    (a, b) => hour(a.at) - hour(b.at) || a.symbol.localeCompare(b.symbol) || a.at - b.at,
  );
}

describe('the history by the minute', () => {
  test('holds the last value of each minute, whatever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(aSession, async (steps) => {
        const store = aStore();
        await recorded(store, plainFeed, steps);
        const rows = [...store.marketMinutes()];
        expect(rows.map(({ symbol, at, mark }) => ({ symbol, at, mark }))).toEqual(
          lastOfMinutes(steps),
        );
        for (const row of rows) {
          expect(row).toMatchObject({ funding: 0.0001, fundingHours: 8, bid: null, ask: null });
        }
        store.close();
      }),
      { numRuns: 40 },
    );
  });

  test('of a minute that nothing follows is written when its time is over', async () => {
    const store = aStore();
    const clock = new HandClock();
    const recorder = new Recorder({ store, around: clock.around });
    const market = new VenueMarket(plainFeed);
    const event = { kind: 'ticker', market: 'PLAIN', symbol: 'A', at: start, values: { mark: 7 } };
    const text = JSON.stringify([event]);
    const frame = { endpoint: '', text, receivedAt: instant(start) };
    recordedLive(recorder, market, { kind: 'frame', frame });
    // The session starts half a minute into a minute.
    await clock.pass(29_000);
    expect([...store.marketMinutes()]).toEqual([]);
    await clock.pass(2_000);
    expect([...store.marketMinutes()]).toMatchObject([
      { symbol: 'A', at: start - 30_000, mark: 7 },
    ]);
    await clock.pass(600_000);
    expect([...store.marketMinutes()]).toHaveLength(1);
    await recorder.close();
  });
});
