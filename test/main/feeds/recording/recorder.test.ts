import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { deribitFeed } from '../../../../src/main/feeds/deribit/feed.ts';
import { recordFiles } from '../../../../src/main/feeds/recording/recorded-files.ts';
import { Recorder } from '../../../../src/main/feeds/recording/recorder.ts';
import { replayed } from '../../../../src/main/feeds/replay/replayed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import type { Store } from '../../../../src/main/store/store.ts';
import { StoreError } from '../../../../src/main/store/store-error.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { aStore } from '../../store/support/stores.ts';
import { aReplay, HandClock, recorded, settled } from './recording.ts';
import {
  aSession,
  known,
  type LiveStep,
  played,
  plainFeed,
  recordedLive,
  start,
} from './session.ts';

const play = { action: 'play', speed: null } as const;

/** A message of so many characters or a few more, at so many milliseconds from the start. */
function message(at: number, characters = 10): LiveStep {
  const text = JSON.stringify([{ kind: 'control', word: 'alive', detail: 'x'.repeat(characters) }]);
  return { kind: 'frame', frame: { endpoint: '', text, receivedAt: instant(start + at) } };
}

/** A store whose writing fails while `fault` says so. */
function aFaultyStore(): { store: Store; of: { fault: string | null } } {
  const of: { fault: string | null } = { fault: null };
  const store = aStore();
  const failing =
    <A extends readonly unknown[]>(act: (...args: A) => void) =>
    (...args: A): void => {
      if (of.fault !== null) throw new StoreError('full', of.fault);
      act(...args);
    };
  return {
    store: {
      ...store,
      putRecording: failing(store.putRecording),
      putMarketMinute: failing(store.putMarketMinute),
    },
    of,
  };
}

describe('what is recorded plays as it was live', () => {
  test('whatever the boundaries of runs, and however often the state is kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        aSession,
        fc.integer({ min: 1, max: 3_000 }),
        fc.constantFrom(0, 100, 60_000, 1e9),
        async (steps, runCharacters, stateMilliseconds) => {
          const store = aStore();
          const limits = { runCharacters, stateMilliseconds };
          const { market, recorder } = await recorded(store, plainFeed, steps, limits);
          const frames = steps.filter(({ kind }) => kind === 'frame').length;
          expect(recorder.status).toMatchObject({ frames, notRecorded: 0, waiting: 0 });
          expect(known(market)).toEqual(played(plainFeed, steps));
          const session = await aReplay(store, plainFeed);
          await session.control(play);
          expect(session.state.faults).toEqual([]);
          expect(known(session.markets.get('plain')!)).toEqual(known(market));
          expect(store.check().problems).toEqual([]);
          store.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  for (const file of [
    'ws/cryptofeed/DERIBIT.ws.1.0.log',
    'ws/cryptofeed/DERIBIT.0.log',
    'messages/tardis/deribit.jsonl',
  ]) {
    itWithSharedData(`${file} of Deribit`, async (folder) => {
      const files = [join(folder, file)];
      const store = aStore();
      const all = await replayed(deribitFeed, files, { until: null });
      expect(all.market.counts.frames).toBeGreaterThan(0);
      const found = await recordFiles(store, deribitFeed, files);
      expect(found?.status.frames).toBe(all.market.counts.frames);
      const session = await aReplay(store, deribitFeed);
      await session.control(play);
      const market = session.markets.get('deribit')!;
      expect(known(market)).toEqual(known(all.market));
      expect(market.counts).toEqual(all.market.counts);
      expect(market.faults).toEqual(all.market.faults);
    });
  }

  test('where the program was killed between: the books of before are not shown after', async () => {
    const store = aStore();
    const at = (milliseconds: number, event: object): LiveStep => ({
      kind: 'frame',
      frame: {
        endpoint: '',
        text: JSON.stringify([event]),
        receivedAt: instant(start + milliseconds),
      },
    });
    const book = {
      kind: 'book',
      market: 'PLAIN',
      symbol: 'A',
      at: start,
      action: 'snapshot',
      bids: [{ price: 1, quantity: 1 }],
      asks: [],
      first: null,
      last: 1,
      previous: null,
      checksum: null,
    };
    await recorded(store, plainFeed, [at(0, book)]);
    await recorded(store, plainFeed, [message(10)]);
    const session = await aReplay(store, plainFeed);
    await session.control({ action: 'seek', at: instant(start + 9) });
    const shown = (): unknown[] =>
      [...session.markets.get('plain')!.books.books].map((one) => [one.symbol, one.synced.state]);
    expect(shown()).toEqual([['A', 'live']]);
    await session.control(play);
    expect(shown()).toEqual([]);
    expect(store.recordings().map(({ continues }) => continues)).toEqual([false, false]);
  });
});

describe('writing', () => {
  test('is once a run, by size or by time, not once a message', async () => {
    const store = aStore();
    let writes = 0;
    const counting: Store = {
      ...store,
      putRecording: (...args) => {
        writes++;
        store.putRecording(...args);
      },
    };
    const clock = new HandClock();
    const limits = { runCharacters: 10_000, runMilliseconds: 5_000 };
    const recorder = new Recorder({ store: counting, around: clock.around, limits });
    const market = new VenueMarket(plainFeed);
    for (let n = 0; n < 50; n++) recordedLive(recorder, market, message(0));
    await clock.pass(4_500);
    expect(writes).toBe(0);
    expect(recorder.status).toMatchObject({ frames: 0, waiting: 50 });
    await clock.pass(1_500);
    await recorder.flush();
    expect(writes).toBe(1);
    expect(recorder.status).toMatchObject({ frames: 50, waiting: 0, fault: null });
    recordedLive(recorder, market, message(6_000, 10_001));
    await settled();
    await recorder.flush();
    expect(writes).toBe(2);
    await recorder.close();
    expect(clock.timers).toBe(0);
  });

  test('that fails is told, stops nothing, and is made up for', async () => {
    const { store, of } = aFaultyStore();
    const clock = new HandClock();
    const told: (string | null)[] = [];
    const recorder = new Recorder({
      store,
      around: clock.around,
      limits: { runMilliseconds: 1_000 },
      onStatus: ({ fault }) => told.push(fault?.message ?? null),
    });
    const market = new VenueMarket(plainFeed);
    of.fault = 'the disk is full';
    recordedLive(recorder, market, message(0));
    await clock.pass(3_000);
    await recorder.flush();
    expect(recorder.status).toMatchObject({
      frames: 0,
      notRecorded: 0,
      waiting: 1,
      fault: { message: 'the disk is full' },
    });
    recordedLive(recorder, market, message(3_000));
    expect(market.counts.frames).toBe(2);
    of.fault = null;
    await clock.pass(3_000);
    await recorder.flush();
    expect(recorder.status).toMatchObject({ frames: 2, waiting: 0, fault: null });
    expect(told).toEqual(['the disk is full', null]);
    expect(store.recordings().map(({ frames }) => frames)).toEqual([1, 1]);
    await recorder.close();
  });

  test('that fails for long holds no more than it may, and counts what is not recorded', async () => {
    const { store, of } = aFaultyStore();
    const clock = new HandClock();
    const held = 5_000;
    const recorder = new Recorder({
      store,
      around: clock.around,
      limits: { runCharacters: 1_000, held, minutes: 2, stateMilliseconds: 1e9 },
    });
    const market = new VenueMarket(plainFeed);
    const ticker = (n: number): LiveStep => {
      const values = { mark: n };
      const event = { kind: 'ticker', market: 'PLAIN', symbol: 'A', at: start, values };
      const text = JSON.stringify([event, { kind: 'control', word: 'alive', detail: noise(n) }]);
      return {
        kind: 'frame',
        frame: { endpoint: '', text, receivedAt: instant(start + n * 30_000) },
      };
    };
    of.fault = 'the disk is full';
    for (let n = 0; n < 200; n++) {
      clock.at = start + n * 30_000;
      recordedLive(recorder, market, ticker(n));
      expect(recorder.held).toBeLessThanOrEqual(held);
      if (n % 10 === 0) await recorder.flush();
    }
    const before = recorder.status;
    expect(before.notRecorded).toBeGreaterThan(100);
    expect(before.waiting + before.notRecorded).toBe(200);
    expect(market.counts).toMatchObject({ frames: 200 });
    // 200 messages, two a minute from second 30 on: 100 minutes have ended, two may wait.
    expect(before.minutesNotRecorded).toBe(98);
    of.fault = null;
    await recorder.flush();
    clock.at = start + 200 * 30_000;
    recordedLive(recorder, market, ticker(200));
    await recorder.close();
    expect(recorder.status.frames + recorder.status.notRecorded).toBe(201);
    // What was left out is known all the same once recording goes on.
    const last = store.recordings().at(-1)!;
    expect(last).toMatchObject({ continues: false, hasState: true, frames: 1 });
    const session = await aReplay(store, plainFeed, { from: last.from });
    await session.control(play);
    expect(known(session.markets.get('plain')!)).toEqual(known(market));
  });

  test('waits for the end of an import', async () => {
    const store = aStore();
    const clock = new HandClock();
    const recorder = new Recorder({ store, around: clock.around });
    const market = new VenueMarket(plainFeed);
    const writer = store.beginImport({
      file: 'a.csv',
      sha256: 'a'.repeat(64),
      format: 'x',
      formatTitle: 'x',
      venue: plainFeed.venue,
      account: null,
      mapping: null,
    });
    recordedLive(recorder, market, message(0));
    await recorder.flush();
    expect(recorder.status.fault?.message).toContain('import');
    writer.commit();
    await recorder.close();
    expect(recorder.status).toMatchObject({ frames: 1, notRecorded: 0, fault: null });
  });

  test('leaves out what the policy does not want, and deletes nothing by one that cannot be read', async () => {
    const store = aStore();
    const off = { record: false };
    store.putSetting('recording', { frames: off, minutes: off });
    const none = await recorded(store, plainFeed, [message(0), message(60_000)]);
    expect(none.recorder.status).toMatchObject({ frames: 0, notRecorded: 0, fault: null });
    expect(store.recordings()).toEqual([]);
    store.putSetting('recording', { frames: { megabytes: -1 } });
    const day = 86_400_000;
    for (let n = 0; n < 6; n++) {
      const { recorder } = await recorded(store, plainFeed, [message(n * 1_000 * day)]);
      expect(recorder.status.fault?.message).toContain('frames.megabytes');
    }
    expect(store.recordings()).toHaveLength(6);
    // The defaults keep seven days.
    store.putSetting('recording', {});
    await recorded(store, plainFeed, [message(6_000 * day)]);
    expect(store.recordings()).toHaveLength(3);
  });
});

/** Text that does not pack well; the same each time. */
function noise(seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length: 300 }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(33 + (Math.floor(state / 65_536) % 90));
  }).join('');
}
