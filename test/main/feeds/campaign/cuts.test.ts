import { describe, expect, it } from 'vitest';
import { differences } from '../../../support/faults/checker.ts';
import { cleanReplay } from '../../../support/faults/clean-replay.ts';
import { dialects } from '../../../support/faults/dialects.ts';
import { noTrouble } from '../../../support/faults/played-venue.ts';
import { sized } from '../../../support/faults/size.ts';
import { playAll, recover, shortSession, virtualRun } from '../../../support/faults/virtual-run.ts';

const LENGTH = sized(60, 400);

describe.each(dialects)('$id', (dialect) => {
  it('has the venue’s own books at the end of a session without faults, and asks for each once', async () => {
    const played = shortSession(dialect, LENGTH, 1);
    const run = virtualRun(dialect, played, noTrouble);
    await run.world.pass(1_000);
    expect(run.venue.isFollowed).toBe(true);
    await playAll(run);
    expect(await recover(run)).toBe(true);
    expect(run.wrong).toEqual([]);
    expect(differences(run.market, run.venue.truth, dialect)).toEqual([]);
    expect(differences(cleanReplay(dialect, played, run.more), run.venue.truth, dialect)).toEqual(
      [],
    );
    expect(run.market.books.gapCount).toBe(0);
    expect(run.market.faults).toEqual([]);
    expect(run.venue.counts.wholes + run.venue.counts.requestsOfBooks).toBe(2);
  });

  // F1. Without `books.withdraw` at the end of a connection, books stay live over the cut and are wrong.
  it('F1: a cut before any message of a session leaves the books as if there had been none', async () => {
    const played = shortSession(dialect, LENGTH, 2);
    for (let i = 0; i < LENGTH; i++) {
      const plan = new Map([[i, { kind: 'end', code: null }]] as const);
      const run = virtualRun(dialect, played, { ...noTrouble, plan }, i);
      await run.world.pass(1_000);
      await playAll(run);
      const at = `cut before message ${i}`;
      expect(await recover(run), at).toBe(true);
      expect(run.wrong, at).toEqual([]);
      expect(differences(run.market, run.venue.truth, dialect), at).toEqual([]);
      const replay = cleanReplay(dialect, played, run.more);
      expect(differences(replay, run.venue.truth, dialect), at).toEqual([]);
    }
  });
});
