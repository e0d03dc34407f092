import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { shortened } from '../decimals.ts';
import { zoneOffset } from '../times.ts';

/** The time that a bar carries. Histories go back further than epoch times of statements do. */
export type BarTime = {
  /** UTC milliseconds. */
  readonly at: number;
  /** Start of the calendar day that the text names, as if in UTC: daily bars are of that day in any zone. */
  readonly day: number;
};

const CALENDAR =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[ T](\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:\.\d{1,9})?)?(?:-([AP])M)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?)?$/;
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const EARLIEST_YEAR = 1500;

const EPOCHS: Readonly<Record<number, number>> = { 10: 1000, 13: 1, 16: 1e-3 };

function midnight(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month - 1, day);
  const back = new Date(at);
  const real = back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  return real && year >= EARLIEST_YEAR && year <= 2200 ? at : null;
}

/** 12 AM is midnight, 12 PM is noon. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return hour < 1 || hour > 12 ? Number.NaN : (hour % 12) + (half === 'P' ? 12 : 0);
}

function ofEpoch(text: string): BarTime | null {
  const scale = /^\d+$/.test(text) ? EPOCHS[text.length] : undefined;
  if (scale === undefined) return null;
  const at = Math.floor(Number(text) * scale);
  return { at, day: Math.floor(at / 86_400_000) * 86_400_000 };
}

function ofCalendar(text: string): BarTime | null {
  const match = CALENDAR.exec(text);
  if (match === null) return null;
  const [, year, month, dayOfMonth = '1', hour = '0', minute = '0', second = '0', half, zone] =
    match;
  const day = midnight(Number(year), Number(month), Number(dayOfMonth));
  const hours = hourOf(Number(hour), half);
  const offset = zoneOffset(zone === undefined || zone === 'Z' ? 'UTC' : zone, 0);
  if (day === null || offset === null || !(hours <= 23)) return null;
  if (Number(minute) > 59 || Number(second) > 59) return null;
  const clock = ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return { at: day + clock - offset, day };
}

function ofAmerican(text: string): BarTime | null {
  const match = AMERICAN.exec(text);
  const day =
    match === null ? null : midnight(Number(match[3]), Number(match[1]), Number(match[2]));
  return day === null ? null : { at: day, day };
}

/**
 * The time of a bar: `2024-01-31`, `2024-01`, `2024-01-31 00:00:00-05:00`, `2017-08-17 01-PM`, or an epoch in
 * seconds, milliseconds or microseconds. Without a zone it is UTC.
 *
 * @param monthFirst true where the format itself says that `7/30/2015` is the 30th of July
 */
export function barTime(text: string, monthFirst: boolean): Outcome<BarTime> {
  const trimmed = text.trim();
  const found =
    ofEpoch(trimmed) ?? ofCalendar(trimmed) ?? (monthFirst ? ofAmerican(trimmed) : null);
  if (found !== null) return ok(found);
  return trimmed === ''
    ? fail('missing-field', 'the time is missing')
    : fail('malformed', `"${shortened(trimmed)}" is no time that a price history uses`);
}
