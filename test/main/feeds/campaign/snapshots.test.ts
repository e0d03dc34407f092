import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from '../../../support/faults/checker.ts';
import { dialects } from '../../../support/faults/dialects.ts';
import { faultPlan, type FaultPlan } from '../../../support/faults/faults.ts';
import type { GeneratedSession } from '../../../support/faults/generated.ts';
import { noTrouble } from '../../../support/faults/played-venue.ts';
import { bybitDialect } from '../../../support/faults/dialects/bybit.ts';
import { nameOf, Truth } from '../../../support/faults/truth.ts';
import type { Said } from '../../../support/faults/said.ts';
import { sized } from '../../../support/faults/size.ts';
import { playAll, recover, shortSession, virtualRun } from '../../../support/faults/virtual-run.ts';

const LENGTH = sized(120, 600);
const RUNS = sized(25, 400);

const seeds = (check: (seed: number) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), check), {
    numRuns: RUNS,
    endOnFailure: true,
  });

/** The same session with ids that begin anew at a message; `linked`: that one still names the id before. */
function restarted(
  { begins, said }: GeneratedSession,
  from: number,
  linked: boolean,
): GeneratedSession {
  const offsets = new Map<string, number>();
  const moved = said.map((one, i): Said => {
    if (one.kind !== 'book' || i < from) return one;
    const first = !offsets.has(one.symbol);
    if (first) offsets.set(one.symbol, (one.first ?? 2) - 2);
    const by = offsets.get(one.symbol) ?? 0;
    const less = (id: number | null): number | null => (id === null ? null : id - by);
    const previous = first ? (linked ? one.previous : 0) : less(one.previous);
    return { ...one, first: less(one.first), last: less(one.last), previous };
  });
  return { begins, said: moved };
}

// F4. Without `splices` for requested books, one that is older than the first change is taken as it is.
describe.each(dialects)('F4: $id', (dialect) => {
  it('whole books that come after the changes, or are older than the first', async () => {
    await seeds(async (seed) => {
      const plan = faultPlan(['drop', 'cut'], LENGTH, 20, seed);
      const trouble = { plan, wholeLate: 1 + (seed % 15), wholeOld: seed % 12 };
      const run = virtualRun(dialect, shortSession(dialect, LENGTH, seed), trouble, seed);
      await run.world.pass(1_000);
      await playAll(run);
      expect(await recover(run), `seed ${seed}`).toBe(true);
      expect(run.wrong, `seed ${seed}`).toEqual([]);
      expect(differences(run.market, run.venue.truth, dialect), `seed ${seed}`).toEqual([]);
    });
  });

  // Without the buffer of changes each slow book is a gap, and asked for again.
  const isRequested = dialect.id.startsWith('binance');
  it.skipIf(!isRequested)(
    'a requested book that is slower than the changes is asked for once',
    async () => {
      const trouble = { ...noTrouble, wholeLate: 20 };
      const run = virtualRun(dialect, shortSession(dialect, LENGTH, 3), trouble);
      await run.world.pass(500);
      await playAll(run);
      expect(run.market.books.gapCount).toBe(0);
      const { wholes, requestsOfBooks } = run.venue.counts;
      expect(wholes + requestsOfBooks).toBe(dialect.books.length);
      expect(await recover(run)).toBe(true);
      expect(run.wrong).toEqual([]);
      expect(differences(run.market, run.venue.truth, dialect)).toEqual([]);
    },
  );

  // Without the look whether the connection is the same, the book is live with nothing that changes it.
  it.skipIf(!isRequested)(
    'a requested book that comes after its connection ended is not taken',
    async () => {
      const trouble = { ...noTrouble, wholeLate: 5 };
      const run = virtualRun(dialect, shortSession(dialect, 20, 3), trouble);
      run.world.random = () => 0.999;
      await run.world.pass(100);
      run.venue.cut();
      // The next attempt to connect waits for half a second, as long as the book.
      await run.world.pass(490);
      await run.world.pass(60);
      expect(run.wrong).toEqual([]);
      expect([...run.market.books.books].map(({ synced }) => synced.state)).not.toContain('live');
      await playAll(run);
      expect(await recover(run)).toBe(true);
      expect(run.wrong).toEqual([]);
      expect(differences(run.market, run.venue.truth, dialect)).toEqual([]);
    },
  );

  // Without the look at the time of what seems old, a book stays as it was for ever, live.
  it.each([true, false])(
    'ids that begin anew (the first names the one before: %s)',
    async (linked) => {
      for (let seed = 1; seed <= sized(5, 50); seed++) {
        const session = restarted(shortSession(dialect, 60, seed), 30, linked);
        const run = virtualRun(dialect, session, noTrouble, seed);
        await run.world.pass(1_000);
        await playAll(run);
        expect(await recover(run), `seed ${seed}`).toBe(true);
        expect(run.wrong, `seed ${seed}`).toEqual([]);
        expect(differences(run.market, run.venue.truth, dialect), `seed ${seed}`).toEqual([]);
      }
    },
  );

  it('an instrument that is gone shows no book, and is asked for seldom', async () => {
    const [gone, stays] = dialect.books;
    const without = {
      ...dialect,
      whole: (...[channel, held]: Parameters<typeof dialect.whole>) =>
        channel.includes(gone!.symbol) ? null : dialect.whole(channel, held),
      requested: (...[url, held]: Parameters<typeof dialect.requested>) =>
        url.includes(`depth?symbol=${gone!.symbol}`)
          ? '{"code":-1121,"msg":"Invalid symbol."}'
          : dialect.requested(url, held),
    };
    const { begins, said } = shortSession(dialect, 60, 6);
    const others = said.filter(({ symbol }) => symbol !== gone!.symbol);
    const run = virtualRun(without, { begins, said: others }, noTrouble);
    await run.world.pass(1_000);
    await playAll(run);
    await run.world.pass(3_600_000);
    const shown = [...run.market.books.books].filter(({ synced }) => synced.state === 'live');
    expect(shown.map(({ symbol }) => symbol)).not.toContain(gone!.symbol);
    expect(run.wrong).toEqual([]);
    expect(stays).toBeDefined();
  });
});

// Bybit begins anew at 1 with a whole book, which need not be asked for.
describe('F4: bybit restarts', () => {
  it.each([false, true])('with a whole book of the id 1 (lost: %s)', async (lost) => {
    const dialect = bybitDialect;
    for (let seed = 1; seed <= sized(5, 50); seed++) {
      const session = shortSession(dialect, 60, seed);
      const from = session.said.findIndex((one, i) => i >= 30 && one.kind === 'book');
      const { symbol } = session.said[from]!;
      const truth = new Truth();
      for (const one of [...session.begins, ...session.said.slice(0, from + 1)]) truth.take(one);
      const { bids, asks } = truth.held(nameOf(session.said[from]!));
      const by = truth.held(nameOf(session.said[from]!)).last! - 1;
      const said = session.said.map((one, i): Said => {
        if (one.kind !== 'book' || one.symbol !== symbol || i < from) return one;
        const moved = { ...one, first: one.first! - by, last: one.last! - by };
        return i === from ? { ...moved, action: 'snapshot', bids, asks } : moved;
      });
      const plan: FaultPlan = lost ? new Map([[from, { kind: 'drop' }]]) : new Map();
      const run = virtualRun(dialect, { ...session, said }, { ...noTrouble, plan }, seed);
      await run.world.pass(1_000);
      await playAll(run);
      expect(await recover(run), `seed ${seed}`).toBe(true);
      expect(run.wrong, `seed ${seed}`).toEqual([]);
      expect(differences(run.market, run.venue.truth, dialect), `seed ${seed}`).toEqual([]);
      expect(run.venue.counts.wholes, `seed ${seed}`).toBe(dialect.books.length + (lost ? 1 : 0));
    }
  });
});
