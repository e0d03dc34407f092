import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { PriceItem } from '../format.ts';

const HOUR = 3_600_000;

/**
 * How long the bars of a history are, from the least distance between any two neighbours. Days of 23 or 25
 * hours are days: clocks change. One row alone is taken for a day.
 *
 * @param times UTC milliseconds, in the order of the file
 */
export function barInterval(times: readonly number[]): Outcome<PriceItem['interval']> {
  let least = Number.POSITIVE_INFINITY;
  for (const [i, time] of times.entries()) {
    const distance = Math.abs(time - (times[i - 1] ?? time));
    if (distance > 0) least = Math.min(least, distance);
  }
  const hours = least / HOUR;
  if (hours === 1) return ok('hour');
  if (!Number.isFinite(least) || (hours >= 23 && hours <= 25)) return ok('day');
  if (hours >= 27 * 24 && hours <= 32 * 24) return ok('month');
  const said = hours < 1 ? `${Math.round(hours * 60)} minutes` : `${Math.round(hours)} hours`;
  return fail(
    'unsupported-operation',
    `the bars lie ${said} apart; histories of hours, days and months are kept`,
  );
}
