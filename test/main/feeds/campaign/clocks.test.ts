import { describe, expect, it } from 'vitest';
import { differences } from '../../../support/faults/checker.ts';
import { dialects } from '../../../support/faults/dialects.ts';
import { noTrouble } from '../../../support/faults/played-venue.ts';
import { playAll, recover, shortSession, virtualRun } from '../../../support/faults/virtual-run.ts';

const MINUTES = 60_000;
const HOURS = 60 * MINUTES;

// F7. Times of our wall clock in `overdue` froze books for as long as the clock went back.
describe.each(dialects)('F7: $id', (dialect) => {
  it.each([5 * MINUTES, -5 * MINUTES])('our clock is %d ms beside the venue’s', async (by) => {
    const run = virtualRun(dialect, shortSession(dialect, 60, 1), noTrouble);
    run.world.wall += by;
    await run.world.pass(1_000);
    await playAll(run);
    expect(await recover(run)).toBe(true);
    expect(run.wrong).toEqual([]);
    expect(differences(run.market, run.venue.truth, dialect)).toEqual([]);
    expect(Math.abs((run.market.clock.value ?? 0) - by)).toBeLessThan(5_000);
  });

  it.each([5 * MINUTES, -5 * MINUTES, -1 * HOURS])(
    'our clock is set by %d ms while a book is awaited: it comes all the same',
    async (by) => {
      const run = virtualRun(dialect, shortSession(dialect, 60, 2), noTrouble);
      const { world, venue, market } = run;
      await world.pass(1_000);
      for (let i = 0; i < 30; i++) venue.step();
      // What is asked for after a message that was lost does not come.
      const answer = world.answer;
      world.answer = () => null;
      venue.trouble = { plan: new Map([[30, { kind: 'drop' }]]), wholeLate: 10_000, wholeOld: 0 };
      await playAll(run);
      world.wall += by;
      world.answer = answer;
      venue.trouble = noTrouble;
      // Less than the silence after which nothing is live.
      await world.pass(25_000);
      expect([...market.books.books].map(({ synced }) => synced.state)).toEqual(['live', 'live']);
      expect(await recover(run)).toBe(true);
      expect(run.wrong).toEqual([]);
      expect(differences(market, venue.truth, dialect)).toEqual([]);
    },
  );

  // How far the clocks are apart is learnt anew: else everything looks as old as the clock was set.
  it.each([5 * MINUTES, -5 * MINUTES])(
    'our clock is set by %d ms: what comes then is of now',
    async (by) => {
      const run = virtualRun(dialect, shortSession(dialect, 100, 3), noTrouble);
      const { world, venue, market } = run;
      await world.pass(1_000);
      for (let i = 0; i < 50; i++) {
        venue.step();
        await world.pass(100);
      }
      world.wall += by;
      await recover(run);
      const newest = Math.max(...venue.truth.names.map((name) => venue.truth.held(name).at));
      expect(Math.abs((market.clock.value ?? 0) - (world.now() - newest))).toBeLessThan(15_000);
      expect(run.wrong).toEqual([]);
    },
  );

  // Some systems count the time asleep as passed, others (Linux) do not: then only the wall's clock tells.
  it.each(['counts', 'does not count'])(
    'after eight hours asleep, on a computer that %s them as passed, no book is live until it came anew',
    async (how) => {
      const run = virtualRun(dialect, shortSession(dialect, 60, 4), noTrouble);
      const { world, venue, market } = run;
      await world.pass(1_000);
      for (let i = 0; i < 40; i++) venue.step();
      expect([...market.books.books].map(({ synced }) => synced.state)).toContain('live');
      if (how === 'counts') world.sleep(8 * HOURS);
      else {
        world.wall += 8 * HOURS;
        run.ahead += 8 * HOURS;
      }
      const sockets = world.sockets.length;
      venue.silent = true;
      await world.pass(2_000);
      expect([...market.books.books].map(({ synced }) => synced.state)).not.toContain('live');
      expect(world.sockets.slice(0, sockets).every((socket) => socket.isClosed())).toBe(true);
      venue.silent = false;
      expect(await recover(run)).toBe(true);
      expect(run.wrong).toEqual([]);
      expect(differences(market, venue.truth, dialect)).toEqual([]);
    },
  );
});
