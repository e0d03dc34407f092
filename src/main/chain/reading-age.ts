import type { ReadingAge } from '../../engine/model/oracle.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { instant, type Instant } from '../../engine/values/units.ts';

/** Clocks of blocks and of this computer differ; a time ahead by more is no time that has been. */
const CLOCK = 60_000;
/** The first feed of either oracle is younger than this: 2017-01-01. */
const EARLIEST = 1_483_228_800_000;

/** The instant that a contract or server states in seconds; one of the future or of before oracles is a fault. */
export function statedInstant(seconds: bigint, now: Instant): Outcome<Instant> {
  const at = seconds * 1000n;
  if (at < BigInt(EARLIEST)) return fail('malformed', `no time: ${seconds} s since 1970`);
  if (at > BigInt(now + CLOCK)) {
    return fail('malformed', `a time of the future: ${seconds} s since 1970`);
  }
  return ok(instant(Math.min(Number(at), now)));
}

const inWords = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
};

/** @param most beyond this age a price is stale, milliseconds */
export function ageOf(at: Instant, now: Instant, most: number): ReadingAge {
  const age = Math.max(0, now - at);
  const stale = age > most;
  const reason = `published ${inWords(age)} ago, stale after ${inWords(most)}`;
  return { age, most, stale, reason };
}
