import * as fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { binanceFeed } from '../../../../src/main/feeds/binance/feed.ts';
import { deribitFeed } from '../../../../src/main/feeds/deribit/feed.ts';
import { okxFeed } from '../../../../src/main/feeds/okx/feed.ts';
import { storedSource } from '../../../../src/main/feeds/recording/stored-source.ts';
import { recordedLines } from '../../../../src/main/feeds/replay/recording.ts';
import {
  type ReplayMoment,
  type ReplayOptions,
  ReplaySession,
} from '../../../../src/main/feeds/replay/session.ts';
import { fileSource, type RecordedStep } from '../../../../src/main/feeds/replay/source.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { aStore } from '../../store/support/stores.ts';
import { aReplay, HandClock, recorded } from '../recording/recording.ts';
import {
  aSession,
  known,
  type LiveStep,
  played,
  plainFeed,
  start,
  timeOf,
} from '../recording/session.ts';

const at = (milliseconds: number): ReturnType<typeof instant> => instant(start + milliseconds);

/** A mark of one instrument. */
function mark(milliseconds: number, value: number): LiveStep {
  const event = {
    kind: 'ticker',
    market: 'PLAIN',
    symbol: 'A',
    at: start + milliseconds,
    values: { mark: value },
  };
  const text = JSON.stringify([event]);
  return { kind: 'frame', frame: { endpoint: '', text, receivedAt: at(milliseconds) } };
}

const markOf = ({ markets }: Pick<ReplayMoment, 'markets'>): unknown => {
  const [ticker] = markets.get('plain')?.tickers.all ?? [];
  return ticker?.values.get('mark')?.value ?? null;
};

async function aStoreOf(steps: readonly LiveStep[]): Promise<ReturnType<typeof aStore>> {
  const store = aStore();
  await recorded(store, plainFeed, steps, { runCharacters: 200, stateMilliseconds: 1_000 });
  return store;
}

/** Steps in memory, so that a clock moved by hand waits for nothing else; `pause`: but for a turn after so many steps. */
async function inMemory(
  steps: readonly LiveStep[],
  options: Partial<ReplayOptions>,
  pause = Number.POSITIVE_INFINITY,
): Promise<ReplaySession> {
  const [from, to] = [instant(timeOf(steps[0]!)), instant(timeOf(steps.at(-1)!))];
  async function* given(): AsyncIterable<RecordedStep> {
    for (const [n, step] of steps.entries()) {
      if (n % pause === pause - 1) await new Promise(setImmediate);
      yield { ...step, venue: 'plain' };
    }
  }
  return ReplaySession.open({
    source: { title: 'steps', from, to, steps: given },
    around: new HandClock().around,
    feedOf: () => plainFeed,
    onMoment: () => undefined,
    ...options,
  });
}

const everyTenth = Array.from({ length: 101 }, (_, n) => mark(n * 100, n));

describe('going to a time', () => {
  test('gives what playing from the start gives, in any order of times', async () => {
    await fc.assert(
      fc.asyncProperty(
        aSession,
        fc.integer({ min: 1, max: 2_000 }),
        fc.constantFrom(0, 300, 1e9),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
        async (steps, runCharacters, stateMilliseconds, shares) => {
          const store = aStore();
          await recorded(store, plainFeed, steps, { runCharacters, stateMilliseconds });
          // Within the recording, and a little after its last message.
          const session = await aReplay(store, plainFeed, {
            to: store.recordings().at(-1)!.to + 50,
          });
          const { from, to } = session.state;
          for (const share of shares) {
            const there = instant(Math.round(from + share * (to - from)));
            const { ok } = await session.control({ action: 'seek', at: there });
            expect(ok).toBe(true);
            expect(session.state.at).toBe(there);
            expect(session.state.faults).toEqual([]);
            const market = session.markets.get('plain');
            expect(market === undefined ? null : known(market)).toEqual(
              played(plainFeed, steps, there),
            );
          }
          store.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  test('where the clock on the wall was set back gives the same forward and backward', async () => {
    const steps = [mark(0, 1), mark(5_000, 2), mark(1_000, 3), mark(6_000, 4), mark(7_000, 5)];
    const store = aStore();
    await recorded(store, plainFeed, steps, { runCharacters: 1, stateMilliseconds: 0 });
    const session = await aReplay(store, plainFeed);
    for (const there of [500, 2_000, 5_000, 6_500, 2_000, 7_000, 500]) {
      await session.control({ action: 'seek', at: at(there) });
      expect(known(session.markets.get('plain')!)).toEqual(played(plainFeed, steps, at(there)));
    }
  });

  test('beyond the recording is refused, and so is a speed that is none', async () => {
    const session = await aReplay(await aStoreOf(everyTenth), plainFeed);
    for (const there of [-1, 10_001]) {
      expect(await session.control({ action: 'seek', at: at(there) })).toMatchObject({
        ok: false,
        failure: { message: expect.stringContaining('does not reach') },
      });
    }
    for (const speed of [0, 0.05, -1, 101, Number.NaN]) {
      expect(await session.control({ action: 'play', speed })).toMatchObject({ ok: false });
    }
    expect(session.state).toMatchObject({ at: at(0), playing: false });
  });

  for (const [feed, file] of [
    [deribitFeed, 'DERIBIT.ws.1.0.log'],
    [binanceFeed, 'BINANCE_FUTURES.ws.1.0.log'],
    [okxFeed, 'OKX.ws.1.0.log'],
  ] as const) {
    itWithSharedData(`of ${file}, backward and forward, from states between`, async (folder) => {
      const path = join(folder, 'ws/cryptofeed', file);
      const steps: LiveStep[] = [];
      for await (const line of recordedLines(path)) {
        if (line.kind === 'frame') steps.push({ kind: 'frame', frame: line.frame });
      }
      const store = aStore();
      await recorded(store, feed, steps, { runCharacters: 20_000, stateMilliseconds: 0 });
      expect(store.recordings().filter(({ hasState }) => hasState).length).toBeGreaterThan(3);
      const stored = storedSource(store, { venue: null, from: null, to: null });
      for (const source of [await fileSource(feed, [path]), stored.ok ? stored.value : null]) {
        const session = await ReplaySession.open({
          source: source!,
          around: new HandClock().around,
          feedOf: () => feed,
          onMoment: () => undefined,
        });
        const { from, to } = session.state;
        for (const share of [0.5, 0.25, 0.9, 0.1, 1, 0.75]) {
          const there = instant(Math.floor(from + share * (to - from)));
          await session.control({ action: 'seek', at: there });
          expect(known(session.markets.get(feed.id)!)).toEqual(played(feed, steps, there));
        }
      }
    });
  }
});

describe('playing', () => {
  test('as fast as can be tells moments on a grid, each with what was known then', async () => {
    const steps = [mark(0, 1), mark(30, 2), mark(130, 3), mark(200, 4), mark(201, 5), mark(900, 6)];
    const moments: [number, unknown][] = [];
    const session = await aReplay(await aStoreOf(steps), plainFeed, {
      onMoment: (moment) => void moments.push([moment.at - start, markOf(moment)]),
    });
    await session.control({ action: 'play', speed: null });
    expect(moments).toEqual([
      [0, null],
      [100, 2],
      [200, 4],
      [300, 5],
      [900, 6],
    ]);
    expect(session.state).toMatchObject({ playing: false, at: at(900) });
  });

  test('tells of silence where that is wanted', async () => {
    const moments: number[] = [];
    const session = await aReplay(await aStoreOf([mark(0, 1), mark(3_500, 2)]), plainFeed, {
      idle: 1_000,
      onMoment: (moment) => void moments.push(moment.at - start),
    });
    await session.control({ action: 'play', speed: null });
    expect(moments).toEqual([0, 100, 1_100, 2_100, 3_100, 3_500]);
  });

  test('begins with what was known before', async () => {
    const moments: [number, unknown][] = [];
    const session = await aReplay(await aStoreOf(everyTenth), plainFeed, {
      from: start + 5_050,
      to: start + 5_400,
      onMoment: (moment) => void moments.push([moment.at - start, markOf(moment)]),
    });
    await session.control({ action: 'play', speed: null });
    expect(moments).toEqual([
      [5_050, 50],
      [5_150, 51],
      [5_250, 52],
      [5_350, 53],
      [5_400, 54],
    ]);
  });

  for (const speed of [0.1, 1, 10, 100]) {
    test(`${speed} times as fast goes by the clock, and moments come no more often than every 100 ms of either`, async () => {
      const clock = new HandClock();
      const moments: { at: number; real: number; mark: unknown }[] = [];
      const session = await inMemory(everyTenth, {
        around: clock.around,
        onMoment: (moment) =>
          void moments.push({ at: moment.at, real: clock.at, mark: markOf(moment) }),
      });
      await session.control({ action: 'play', speed });
      await clock.pass(5_000 / speed);
      const reached = session.state.at - start;
      expect(reached).toBeGreaterThan(5_000 - 100 * Math.max(1, speed));
      expect(reached).toBeLessThanOrEqual(5_000);
      expect(session.state.playing).toBe(true);
      await clock.pass(6_000 / speed + 200);
      expect(session.state).toMatchObject({ playing: false, at: at(10_000), speed });
      expect(clock.timers).toBe(0);
      for (const [i, moment] of moments.entries()) {
        expect(moment.mark).toBe(i === 0 ? null : Math.floor((moment.at - start) / 100));
        if (i < 2) continue;
        const before = moments[i - 1]!;
        const isLast = i === moments.length - 1;
        expect(moment.real - before.real).toBeGreaterThanOrEqual(100);
        if (!isLast) expect(moment.at - before.at).toBeGreaterThanOrEqual(100);
      }
    });
  }

  test('stops and goes on where it was; going to a time while playing goes on from there', async () => {
    const clock = new HandClock();
    const session = await inMemory(everyTenth, { around: clock.around });
    await session.control({ action: 'play', speed: 1 });
    await clock.pass(2_000);
    await session.control({ action: 'pause' });
    expect(session.state).toMatchObject({ at: at(2_000), playing: false });
    await clock.pass(60_000);
    expect(session.state.at).toBe(at(2_000));
    await session.control({ action: 'play', speed: 2 });
    await clock.pass(1_000);
    expect(session.state.at).toBe(at(4_000));
    await session.control({ action: 'seek', at: at(1_000) });
    expect(session.state).toMatchObject({ at: at(1_000), playing: true, speed: 2 });
    await clock.pass(500);
    expect(session.state.at).toBe(at(2_000));
    expect(markOf(session)).toBe(20);
    await session.control({ action: 'close' });
    expect(clock.timers).toBe(0);
  });

  test('as fast as can be is ended by what is asked next', async () => {
    const steps = Array.from({ length: 2_000 }, (_, n) => mark(n * 100, n));
    let moments = 0;
    const asked: Promise<unknown>[] = [];
    const session = await inMemory(steps, {
      onMoment: () => {
        moments++;
        if (moments === 100) asked.push(session.control({ action: 'pause' }));
      },
    });
    await session.control({ action: 'play', speed: null });
    await Promise.all(asked);
    expect(moments).toBe(100);
    expect(session.state.playing).toBe(false);
    const { at: reached } = session.state;
    expect(markOf(session)).toBe(Math.floor((reached - start) / 100));
    await session.control({ action: 'play', speed: null });
    expect(markOf(session)).toBe(1_999);
  });

  test('as fast as can be may be ended at any step; the clock is where the messages are', async () => {
    for (let turns = 0; turns < 40; turns++) {
      const session = await inMemory(everyTenth, {}, 3);
      const ended = session.control({ action: 'play', speed: null });
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      await session.control({ action: 'pause' });
      await ended;
      const reached = (session.state.at - start) / 100;
      expect(markOf(session)).toBe(reached === 0 ? null : reached);
    }
  });

  test('of many wishes, however quickly they follow, ends where the last one wants', async () => {
    const wish = fc.record({ time: fc.integer({ min: 0, max: 10_000 }), turns: fc.nat(6) });
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 8 }), async (wishes) => {
        const clock = new HandClock();
        const session = await inMemory(everyTenth, { around: clock.around }, 15);
        const answers: Promise<unknown>[] = [];
        for (const [i, { time, turns }] of wishes.entries()) {
          answers.push(session.control({ action: 'seek', at: at(time) }));
          if (i % 3 === 1) answers.push(session.control({ action: 'play', speed: 1 }));
          if (i % 3 === 2) answers.push(session.control({ action: 'pause' }));
          for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
        }
        await Promise.all(answers);
        await session.control({ action: 'pause' });
        const { time } = wishes.at(-1)!;
        expect(session.state.at).toBe(at(time));
        expect(markOf(session)).toBe(Math.floor(time / 100));
      }),
      { numRuns: 200 },
    );
  });

  test('names what cannot be played, and goes on after it', async () => {
    const store = await aStoreOf(everyTenth);
    const heads = store.recordings();
    const broken = heads[Math.floor(heads.length / 2)]!;
    const damaged = {
      ...store,
      recordingContent: (id: number) => ({
        ...store.recordingContent(id),
        ...(id === broken.id ? { content: Buffer.from('no gzip') } : {}),
      }),
    };
    const session = await aReplay(damaged, plainFeed);
    await session.control({ action: 'play', speed: null });
    expect(session.state.faults).toEqual([
      expect.stringContaining(`recording ${broken.id} cannot be unpacked`),
    ]);
    expect(markOf(session)).toBe(100);
    const other = await aReplay(store, { ...plainFeed, id: 'other' });
    await other.control({ action: 'play', speed: null });
    expect(other.state.faults).toEqual(['no adapter reads the messages of "plain"']);
  });

  test('is ended by a fault of what is told of the moments, which is in its state', async () => {
    const session = await aReplay(await aStoreOf(everyTenth), plainFeed, {
      onMoment: ({ at: now }) => {
        if (now > start + 3_000) throw new Error('no such account');
      },
    });
    await expect(session.control({ action: 'play', speed: null })).rejects.toThrow('no such');
    expect(session.state).toMatchObject({ playing: false, faults: ['no such account'] });
  });
});
