import { describe, expect, it } from 'vitest';
import { differences } from '../../../support/faults/checker.ts';
import { dialects } from '../../../support/faults/dialects.ts';
import { noTrouble } from '../../../support/faults/played-venue.ts';
import { playAll, recover, shortSession, virtualRun } from '../../../support/faults/virtual-run.ts';

// F3. Without `#look` nothing tells a silent socket from a quiet market, and its books stay live for ever.
describe.each(dialects)('F3: $id, half-open sockets', (dialect) => {
  it('are stale within twice the silence, with no book live, and are dialled anew', async () => {
    const run = virtualRun(dialect, shortSession(dialect, 40, 3), noTrouble);
    const { world, venue, session, market } = run;
    await world.pass(1_000);
    await playAll(run);
    await recover(run);
    const plans = dialect.feed.connections(dialect.wanted, dialect.endpoints('ws://a', 'http://a'));
    const silence = Math.max(...plans.map((plan) => plan.silence));
    const before = world.sockets.length;
    venue.silent = true;
    await world.pass(silence + 2_000);
    expect(session.connections.map(({ state }) => state)).not.toContain('live');
    expect([...market.books.books].map(({ synced }) => synced.state)).not.toContain('live');
    await world.pass(silence);
    expect(world.sockets.slice(0, before).every((socket) => socket.isClosed())).toBe(true);
    expect([...market.books.books].every(({ synced }) => synced.book.size === 0)).toBe(true);
    venue.silent = false;
    expect(await recover(run)).toBe(true);
    expect(run.wrong).toEqual([]);
    expect(differences(market, venue.truth, dialect)).toEqual([]);
  });

  it('that speak again before the cut show nothing that was missed meanwhile', async () => {
    const run = virtualRun(dialect, shortSession(dialect, 80, 4), noTrouble);
    const { world, venue, market } = run;
    await world.pass(1_000);
    for (let i = 0; i < 40; i++) venue.step();
    venue.silent = true;
    while (venue.left > 0) venue.step();
    await world.pass(40_000);
    venue.silent = false;
    expect(await recover(run)).toBe(true);
    expect(run.wrong).toEqual([]);
    expect(differences(market, venue.truth, dialect)).toEqual([]);
  });
});
