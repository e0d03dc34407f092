import { describe, expect, it, onTestFinished } from 'vitest';
import { cleanReplay } from '../../../support/faults/clean-replay.ts';
import { differences } from '../../../support/faults/checker.ts';
import type { Dialect } from '../../../support/faults/dialect.ts';
import { dialects } from '../../../support/faults/dialects.ts';
import { faultPlan, type MessageFault } from '../../../support/faults/faults.ts';
import type { RestTrouble } from '../../../support/fault-venue.ts';
import { noTrouble, type Trouble } from '../../../support/faults/played-venue.ts';
import {
  breath,
  holds,
  playAllFast,
  realRun,
  recoverFast,
  type RealRun,
} from '../../../support/faults/real-run.ts';
import { isLive } from '../../../support/faults/recovery.ts';
import { sized } from '../../../support/faults/size.ts';
import { goodLine } from '../../../support/faults/tcp-proxy.ts';
import { shortSession } from '../../../support/faults/virtual-run.ts';

const LENGTH = sized(24, 120);

async function begun(
  dialect: Dialect,
  length: number,
  trouble: Trouble,
  options: Parameters<typeof realRun>[3] = {},
): Promise<RealRun> {
  const run = await realRun(
    dialect,
    shortSession(dialect, length, options.seed ?? 1),
    trouble,
    options,
  );
  onTestFinished(run.close);
  return run;
}

const isBegun = ({ played, session }: RealRun): boolean =>
  played.isFollowed && isLive(session.market, played.truth);

async function endsRight(run: RealRun, about = ''): Promise<void> {
  expect(await recoverFast(run), about).toEqual([]);
  expect(run.wrong, about).toEqual([]);
}

const once = (at: number, fault: MessageFault): Trouble => ({
  ...noTrouble,
  plan: new Map([[at, fault]]),
});

describe.each(dialects)('$id, by real sockets', (dialect) => {
  it('F1: a connection that ends before any message, by a fallen cable or within a frame', async () => {
    for (let i = 0; i < LENGTH; i++) {
      const fault: MessageFault = i % 2 === 0 ? { kind: 'end', code: null } : { kind: 'torn' };
      const run = await begun(dialect, LENGTH, once(i, fault));
      expect(await holds(() => isBegun(run), 5_000), `begins, ${i}`).toBe(true);
      await playAllFast(run);
      await endsRight(run, `${fault.kind} at message ${i}`);
      const replay = cleanReplay(dialect, shortSession(dialect, LENGTH, 1), run.more);
      expect(differences(replay, run.played.truth, dialect)).toEqual([]);
      await run.close();
    }
  });

  it('F2: all faults at once', async () => {
    for (let seed = 1; seed <= sized(3, 30); seed++) {
      const plan = faultPlan(
        [
          'drop',
          'duplicate',
          'swap',
          'delay',
          'replay',
          'garbage',
          'truncate',
          'cut',
          'closed',
          'binary',
          'torn',
        ],
        150,
        12,
        seed,
      );
      const run = await begun(dialect, 150, { ...noTrouble, plan }, { seed });
      expect(await holds(() => isBegun(run), 5_000)).toBe(true);
      await playAllFast(run);
      await endsRight(run, `seed ${seed}`);
      await run.close();
    }
  });

  // Without `terminate` after a binary message the venue goes on to send to a socket that nobody reads.
  it('leaves no socket open behind it after binary messages', async () => {
    const run = await begun(dialect, 20, once(10, { kind: 'binary' }));
    expect(await holds(() => isBegun(run), 5_000)).toBe(true);
    const { length } = run.session.connections;
    await playAllFast(run);
    await endsRight(run);
    expect(await holds(() => run.venue.open() === length, 2_000)).toBe(true);
  });

  it('takes a burst of a hundred times as much without losing any of it', async () => {
    const run = await begun(dialect, sized(2_000, 20_000), noTrouble);
    expect(await holds(() => isBegun(run), 5_000)).toBe(true);
    while (run.played.left > 0) {
      for (let i = 0; i < 100; i++) run.played.step();
      await breath();
    }
    expect(
      await holds(
        () => differences(run.session.market, run.played.truth, dialect).length === 0,
        10_000,
      ),
    ).toBe(true);
    expect(run.session.market.books.gapCount).toBe(0);
    expect(run.wrong).toEqual([]);
    await endsRight(run);
  });

  // F3. Real sockets that are open and silent: as in half-open.test.ts, without `#look` they stay so for ever.
  it('F3: shows no book of sockets that are open and silent, and dials anew', async () => {
    const run = await begun(dialect, 30, noTrouble);
    expect(await holds(() => isBegun(run), 5_000)).toBe(true);
    await playAllFast(run);
    run.venue.freeze(true);
    const { market, connections } = run.session;
    const opened = connections.map((one) => one.opened);
    const noneLive = (): boolean =>
      [...market.books.books].every(({ synced }) => synced.state !== 'live');
    expect(await holds(noneLive, 3_000)).toBe(true);
    const again = (): boolean => run.session.connections.every((one, i) => one.opened > opened[i]!);
    expect(await holds(again, 5_000)).toBe(true);
    run.venue.freeze(false);
    await endsRight(run);
  });

  // F9. As F1: bytes come in order or the line is reset, whatever the line does to them.
  it.each([
    ['late', { ...goodLine, latency: 15 }],
    ['narrow', { ...goodLine, bandwidth: 400 }],
    ['in slices of 7 bytes', { ...goodLine, slice: 7 }],
    ['reset after some 6 kB', { ...goodLine, resetAfter: 6_000 }],
    ['all of it', { latency: 3, bandwidth: 800, slice: 100, resetAfter: 4_000 }],
  ])('F9: a line that is %s', async (_, line) => {
    for (let seed = 1; seed <= sized(1, 10); seed++) {
      const run = await begun(dialect, 80, noTrouble, { proxied: true, seed });
      if (run.proxy === null) throw new Error('there is no proxy');
      expect(await holds(() => isBegun(run), 5_000)).toBe(true);
      run.proxy.line = line;
      // What is open keeps its end: a new line is for new connections.
      run.played.cut();
      while (run.played.left > 0) {
        run.played.step();
        await new Promise((done) => setTimeout(done, 2));
      }
      if (line.resetAfter !== null) expect(run.proxy.resets()).toBeGreaterThan(0);
      run.proxy.line = goodLine;
      await endsRight(run, `seed ${seed}`);
      await run.close();
    }
  });
});

describe('a frame beyond any length', () => {
  // Without `maxPayload` the client takes 33 MB for one message.
  it('ends its connection, and the books come anew', async () => {
    const [dialect] = dialects;
    const run = await begun(dialect!, 30, noTrouble);
    expect(await holds(() => isBegun(run), 5_000)).toBe(true);
    run.played.garble(' '.repeat(33 * 1024 * 1024));
    expect(await holds(() => run.session.connections[0]!.lost === 1, 5_000)).toBe(true);
    expect(run.session.connections[0]!.lastFault).toBe('Max payload size exceeded');
    await endsRight(run);
  });
});

const REST: readonly (readonly [string, RestTrouble])[] = [
  ['429', { kind: 'status', status: 429, retryAfter: 5 }],
  ['418', { kind: 'status', status: 418, retryAfter: 10 }],
  ['503', { kind: 'status', status: 503, retryAfter: null }],
  ['a byte at a time', { kind: 'loris', every: 20 }],
  ['half of it', { kind: 'torn' }],
  ['late', { kind: 'slow', by: 100 }],
];

describe.each(dialects.filter(({ id }) => id.startsWith('binance')))(
  '$id, whose books are requested',
  (dialect) => {
    it.each(REST)(
      'F6: requests are answered %s: no book until one came whole',
      async (_, trouble) => {
        const run = await begun(dialect, 60, noTrouble);
        expect(await holds(() => isBegun(run), 5_000)).toBe(true);
        run.venue.rest = trouble;
        run.played.cut();
        await holds(() => run.played.isFollowed, 3_000);
        await playAllFast(run);
        if (trouble.kind !== 'slow')
          expect(isLive(run.session.market, run.played.truth)).toBe(false);
        await endsRight(run);
      },
    );
  },
);
