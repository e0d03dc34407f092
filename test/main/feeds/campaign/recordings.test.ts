import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { differences } from '../../../support/faults/checker.ts';
import { cleanReplay } from '../../../support/faults/clean-replay.ts';
import type { Dialect } from '../../../support/faults/dialect.ts';
import {
  binanceFuturesDialect,
  binanceSpotDialect,
} from '../../../support/faults/dialects/binance.ts';
import { deribitDialect } from '../../../support/faults/dialects/deribit.ts';
import { hyperliquidDialect } from '../../../support/faults/dialects/hyperliquid.ts';
import { faultPlan, type FaultPlan } from '../../../support/faults/faults.ts';
import { noTrouble } from '../../../support/faults/played-venue.ts';
import { recordedSession, type RecordedSession } from '../../../support/faults/recorded.ts';
import { sized } from '../../../support/faults/size.ts';
import { playAll, recover, virtualRun } from '../../../support/faults/virtual-run.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { linesOf, received } from '../probes/frames.ts';

const MOST = sized(150, 500);

/** Recordings of today's form, each with a dialect that can answer for it. */
const RECORDINGS: readonly (readonly [Dialect, string])[] = [
  [deribitDialect, 'ws/cryptofeed/DERIBIT.ws.1.0.log'],
  [binanceFuturesDialect, 'ws/binance-3venues-20240808/usdm_btcusdt.log.gz'],
  [binanceSpotDialect, 'ws/binance-3venues-20240808/spot_btcusdt.log.gz'],
  [hyperliquidDialect, 'ws/hyperliquid_BTC_20250126.log.gz'],
];

/** What was received: `1626993723.8: {…}`, or nanoseconds and then the message. */
function textsOf(lines: readonly string[]): readonly string[] {
  const found = received(lines);
  if (found.length > 0) return found;
  return lines.flatMap((line) => /^\d+ (\{.*)$/.exec(line)?.[1] ?? []);
}

async function played(
  { dialect, session }: RecordedSession,
  plan: FaultPlan,
  seed: number,
): Promise<number> {
  const run = virtualRun(dialect, session, { ...noTrouble, plan }, seed);
  await run.world.pass(1_000);
  await playAll(run);
  expect(await recover(run), `seed ${seed}`).toBe(true);
  expect(run.wrong, `seed ${seed}`).toEqual([]);
  expect(differences(run.market, run.venue.truth, dialect), `seed ${seed}`).toEqual([]);
  const replay = cleanReplay(dialect, session, run.more);
  expect(differences(replay, run.venue.truth, dialect), `seed ${seed}`).toEqual([]);
  return run.market.books.gapCount;
}

describe.each(RECORDINGS)('a recording of $id', (of, file) => {
  const session = async (folder: string): Promise<RecordedSession> => {
    const found = recordedSession(of, textsOf(await linesOf(join(folder, file))), MOST);
    expect(found.session.begins.length).toBeGreaterThan(0);
    expect(found.session.said.length).toBeGreaterThan(5);
    return found;
  };

  itWithSharedData('plays without a gap where nothing goes wrong', async (folder) => {
    expect(await played(await session(folder), new Map(), 1)).toBe(0);
  });

  itWithSharedData('ends as the venue’s own books with every fault', async (folder) => {
    const recorded = await session(folder);
    for (let seed = 1; seed <= sized(3, 30); seed++) {
      const plan = faultPlan(
        ['drop', 'duplicate', 'swap', 'delay', 'replay', 'garbage', 'truncate', 'cut', 'closed'],
        recorded.session.said.length,
        10,
        seed,
      );
      await played(recorded, plan, seed);
    }
  });

  itWithSharedData('ends so with a cut before any of its first messages', async (folder) => {
    const recorded = await session(folder);
    const most = Math.min(recorded.session.said.length, sized(5, 40));
    for (let at = 0; at < most; at++) {
      await played(recorded, new Map([[at, { kind: 'end', code: null }]]), at);
    }
  });
});
