import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { shortened } from '../decimals.ts';
import { instantOf } from '../times.ts';
import { IBKR_ZONE } from './names.ts';
import { words } from '../words.ts';

/** Which number comes first in `02/03/2025`: the user's own setting, which the file does not name. */
export type DayOrder = 'month first' | 'day first' | 'unknown';

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)/;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/**
 * The order that dates of one file show: a first number above 12 is a day. A file whose dates contradict each
 * other, or never exceed 12, leaves it unknown.
 */
export function dayOrder(texts: Iterable<string>): DayOrder {
  let dayFirst = false;
  let monthFirst = false;
  for (const text of texts) {
    const match = SLASHED.exec(text.trim());
    if (match === null) continue;
    dayFirst ||= Number(match[1]) > 12;
    monthFirst ||= Number(match[2]) > 12;
  }
  return dayFirst === monthFirst ? 'unknown' : dayFirst ? 'day first' : 'month first';
}

const fullYear = (year: string): string => (year.length === 2 ? `20${year}` : year);
const two = (text: string): string => text.padStart(2, '0');

type Split = { readonly day: string; readonly clock: string };

/** The day as `yyyy-MM-dd` and what follows it; null if the text begins with no day. */
function split(text: string, order: DayOrder): Outcome<Split> | null {
  const plain = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text);
  if (plain !== null) {
    const day = `${plain[1]}-${plain[2]}-${plain[3]}`;
    return ok({ day, clock: text.slice(plain[0].length) });
  }
  const named = /^(\d{1,2})-([A-Za-z]{3})-(\d{4}|\d{2})(?!\d)/.exec(text);
  const month = MONTHS.indexOf((named?.[2] ?? '-').toLowerCase());
  if (named !== null && month >= 0 && month % 3 === 0) {
    const day = `${fullYear(named[3] ?? '')}-${two(String(month / 3 + 1))}-${two(named[1] ?? '')}`;
    return ok({ day, clock: text.slice(named[0].length) });
  }
  const slashed = SLASHED.exec(text);
  if (slashed === null) return null;
  const [whole, first = '', second = '', year = ''] = slashed;
  if (order === 'unknown' && first !== second) {
    return fail(
      'ambiguous',
      `"${shortened(text)}" may be day/month or month/day: set the query's dates to yyyy-MM-dd`,
    );
  }
  const [m, d] = order === 'day first' ? [second, first] : [first, second];
  return ok({ day: `${fullYear(year)}-${two(m)}-${two(d)}`, clock: text.slice(whole.length) });
}

/** Zone abbreviations of IBKR's statements that the time zone database lacks. */
const ZONES: Readonly<Record<string, string>> = words({
  EDT: '-04:00',
  EST: '-05:00',
  CDT: '-05:00',
  CST: '-06:00',
  BST: '+01:00',
  CEST: '+02:00',
  CET: '+01:00',
  JST: '+09:00',
  HKT: '+08:00',
});

const malformed = (text: string): Outcome<never> =>
  fail('malformed', `"${shortened(text)}" is no date that a statement uses`);

/** The calendar day of a text, `2025-02-21`, whatever time follows it. */
export function dayText(text: string, order: DayOrder): Outcome<string> {
  const parts = split(text.trim(), order);
  if (parts === null || !parts.ok) return parts ?? malformed(text);
  const real = instantOf(parts.value.day, ['year-month-day'], 'UTC');
  return real.ok ? ok(parts.value.day) : real;
}

/**
 * The moment of a text: `20250115;093000`, `2025-01-15, 9:30:00 EDT`, `15-Jan-25 09:30:00`; a day alone is its
 * first moment. Without a zone it is New York's time.
 */
export function momentText(text: string, order: DayOrder): Outcome<Instant> {
  const parts = split(text.trim(), order);
  if (parts === null || !parts.ok) return parts ?? malformed(text);
  const { day, clock } = parts.value;
  if (clock.trim() === '') return instantOf(day, ['year-month-day'], IBKR_ZONE);
  const match =
    /^(?:[;, T]\s*)?(\d{1,2}):?(\d{2}):?(\d{2})?(?:\.\d+)?\s*([+-]\d{2}:?\d{2}|[A-Za-z][\w/+-]*)?$/.exec(
      clock,
    );
  if (match === null) return malformed(text);
  const [, hour = '', minute = '', second = '00', zone] = match;
  const stated = zone === undefined ? IBKR_ZONE : (ZONES[zone.toUpperCase()] ?? zone);
  return instantOf(`${day} ${two(hour)}:${minute}:${second}`, ['year-month-day'], stated);
}
