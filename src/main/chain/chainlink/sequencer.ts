import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { statedInstant } from '../reading-age.ts';
import type { Round } from './aggregator.ts';

/** How long a sequencer must be up again before prices of its chain count, milliseconds. */
const GRACE = 3_600_000;

/**
 * Whether prices of a second-layer chain count: its sequencer is up (answer 0; 1 is down) and has been
 * for an hour.
 *
 * @see https://docs.chain.link/data-feeds/l2-sequencer-feeds
 */
export function sequencerUp(round: Round, name: string, now: Instant): Outcome<null> {
  if (round.answer !== 0n && round.answer !== 1n) {
    return fail('malformed', `${name}: the sequencer feed answers ${round.answer}, not 0 or 1`);
  }
  if (round.startedAt === 0n) return fail('malformed', `${name}: the sequencer round is not valid`);
  if (round.answer === 1n) return fail('stale-market-data', `${name}: the sequencer is down`);
  const since = statedInstant(round.startedAt, now);
  if (!since.ok)
    return fail(since.failure.reason, `${name}: startedAt is ${since.failure.message}`);
  const minutes = Math.floor((now - since.value) / 60_000);
  return now - since.value < GRACE
    ? fail('stale-market-data', `${name}: the sequencer is up again for ${minutes} min only, of 60`)
    : ok(null);
}
