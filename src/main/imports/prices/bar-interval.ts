import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { PriceItem } from '../format.ts';

const HOUR = 3_600_000;

const DAY = 24 * HOUR;

/** Fewer rows than this a week apart may be days with gaps. */
const WEEKS = 5;

/**
 * How long the bars of a history are, from the least distance between any two neighbours. Days of 23 or 25
 * hours are days: clocks change. So are bars two to six days apart: a short file over a weekend has no closer
 * ones. One row alone is taken for a day.
 *
 * @param times UTC milliseconds, in the order of the file
 */
export function barInterval(times: readonly number[]): Outcome<PriceItem['interval']> {
  let least = Number.POSITIVE_INFINITY;
  for (const [i, time] of times.entries()) {
    const distance = Math.abs(time - (times[i - 1] ?? time));
    if (distance > 0) least = Math.min(least, distance);
  }
  if (least === HOUR) return ok('hour');
  const few = times.length < WEEKS ? 20 * DAY : 6.5 * DAY;
  if (!Number.isFinite(least) || (least >= DAY - HOUR && least < few)) return ok('day');
  if (least >= 27 * DAY && least <= 32 * DAY) return ok('month');
  const hours = least / HOUR;
  const said = hours < 1 ? `${Math.round(hours * 60)} minutes` : `${Math.round(hours)} hours`;
  return fail(
    'unsupported-operation',
    `the bars lie ${said} apart; histories of hours, days and months are kept`,
  );
}
