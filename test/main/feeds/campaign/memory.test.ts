import { describe, expect, it } from 'vitest';
import { dialects } from '../../../support/faults/dialects.ts';
import { faultPlan } from '../../../support/faults/faults.ts';
import { noTrouble } from '../../../support/faults/played-venue.ts';
import { sized } from '../../../support/faults/size.ts';
import { playAll, shortSession, virtualRun } from '../../../support/faults/virtual-run.ts';

const LENGTH = sized(3_000, 60_000);

// Without the limits of gaps, faults and waiting texts each of these grows with the session.
describe.each(dialects)('$id', (dialect) => {
  it('keeps no more after a long session with faults than is bounded', async () => {
    const plan = faultPlan(['drop', 'garbage', 'truncate', 'replay'], LENGTH, 3, LENGTH);
    const run = virtualRun(dialect, shortSession(dialect, LENGTH, 8), { ...noTrouble, plan });
    await run.world.pass(1_000);
    await playAll(run);
    const { market, world } = run;
    expect(market.books.gapCount + market.counts.faults).toBeGreaterThan(200);
    expect(market.books.gaps.length).toBeLessThanOrEqual(200);
    expect(market.faults.length).toBeLessThanOrEqual(200);
    expect([...market.books.books]).toHaveLength(dialect.books.length);
    expect([...market.tickers.all].length).toBeLessThanOrEqual(dialect.books.length);
    expect(market.clock.parts.length).toBeLessThanOrEqual(10);
    // Looks, beats, polls and waits of each connection: a handful.
    expect(world.waiting).toBeLessThan(20 * run.session.connections.length);
    expect(run.wrong).toEqual([]);
  });

  it('keeps a bounded number of changes while a requested book never comes', async () => {
    const run = virtualRun(dialect, shortSession(dialect, LENGTH, 8), noTrouble);
    run.world.answer = () => null;
    run.venue.trouble = { ...noTrouble, wholeLate: 10 * LENGTH };
    await run.world.pass(1_000);
    await playAll(run);
    for (const { synced } of run.market.books.books) {
      expect(synced.saved?.buffer.length ?? 0).toBeLessThanOrEqual(20_000);
    }
    expect(run.wrong).toEqual([]);
  });
});
