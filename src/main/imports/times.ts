import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { instant, type Instant } from '../../engine/values/units.ts';

/** `UTC`, an offset such as `+08:00`, or a name of the time zone database such as `America/New_York`. */
export type Zone = string;

/** Forms in which files write a time; each format names those that its files use. */
export type TimeForm =
  /** `2024-01-31 14:05:06.123`, `2024-01-31T14:05Z`, `2024-01-31`: an offset in the text wins. */
  | 'year-month-day'
  /** `20240131`, `20240131;140506`, `20240131 140506`. */
  | 'compact'
  /** `2024/1/31 14:05:06`. */
  | 'year/month/day'
  /** `24-01-31 14:05:06`: the format knows that the year comes first. */
  | 'short-year-month-day'
  /** `31 Jan 2024 14:05:06`, `31-Jan-2024`. */
  | 'day-month-name'
  /** `1/31/2024, 2:05:06 PM` and `01/31/2024 14:05`. */
  | 'month/day/year'
  /** `31/01/2024 14:05`, `31.01.2024`, `31-01-2024 14:05:06`. */
  | 'day/month/year'
  /** Either of the two above, where one of the numbers exceeds 12; else an ambiguity. */
  | 'slashes'
  /** `12:00 2026-01-10`. */
  | 'clock-first'
  | 'epoch-milliseconds'
  | 'epoch-seconds'
  | 'epoch-nanoseconds';

type Parts = {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second: string | undefined;
  readonly fraction: string | undefined;
  readonly half: string | undefined;
  readonly offset: string | undefined;
};

const CLOCK =
  '(?:,?[T ;]\\s*(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?\\s*(?<half>[AaPp]\\.?[Mm]\\.?)?\\s*(?<offset>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?';

const PATTERNS: Readonly<Record<Exclude<TimeForm, 'slashes' | `epoch-${string}`>, RegExp>> = {
  'year-month-day': new RegExp(`^(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})${CLOCK}$`),
  compact: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:[;, T]?(?<hour>\d{2}):?(?<minute>\d{2}):?(?<second>\d{2}))?$/,
  'year/month/day': new RegExp(`^(?<year>\\d{4})/(?<month>\\d{1,2})/(?<day>\\d{1,2})${CLOCK}$`),
  'short-year-month-day': new RegExp(`^(?<year>\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})${CLOCK}$`),
  'day-month-name': new RegExp(
    `^(?<day>\\d{1,2})[ -](?<month>[A-Za-z]{3,9})[ -](?<year>\\d{4})${CLOCK}$`,
  ),
  'month/day/year': new RegExp(`^(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})${CLOCK}$`),
  'day/month/year': new RegExp(`^(?<day>\\d{1,2})[/.-](?<month>\\d{1,2})[/.-](?<year>\\d{4})${CLOCK}$`),
  'clock-first':
    /^(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2}))? (?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
}; // prettier-ignore

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

function monthNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const at = MONTHS.indexOf(text.slice(0, 3).toLowerCase());
  return at % 3 === 0 ? at / 3 + 1 : 0;
}

const clocks = new Map<Zone, Intl.DateTimeFormat>();

/** A formatter is costly to make and is asked for once a row. @throws for a zone nobody knows */
function clockOf(zone: Zone): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  clocks.set(zone, clock);
  return clock;
}

/** Milliseconds that clocks of `zone` are ahead of UTC at `utc`; null for a zone nobody knows. */
export function zoneOffset(zone: Zone, utc: number): number | null {
  if (zone === 'UTC') return 0;
  const fixed = /^(?:UTC|GMT)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/i.exec(zone.trim());
  if (fixed !== null) {
    const minutes = Number(fixed[2] ?? 0) * 60 + Number(fixed[3] ?? 0);
    return (fixed[1] === '-' ? -minutes : minutes) * 60_000;
  }
  try {
    const parts = clockOf(zone).formatToParts(utc);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    return zoneOffset(name.replace('GMT', 'UTC'), utc);
  } catch {
    return null;
  }
}

function hourOf({ hour = '0', half }: Parts): number {
  if (half === undefined) return Number(hour);
  if (Number(hour) < 1 || Number(hour) > 12) return Number.NaN;
  return (Number(hour) % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function instantOfParts(parts: Parts, zone: Zone, text: string): Outcome<Instant> {
  const year = Number(parts.year) + (parts.year.length === 2 ? 2000 : 0);
  const month = monthNumber(parts.month);
  const day = Number(parts.day);
  const hour = hourOf(parts);
  const minute = Number(parts.minute ?? 0);
  const second = Number(parts.second ?? 0);
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(local);
  const real =
    year >= 1970 && year <= 2200 && hour <= 23 && minute <= 59 && second <= 59 &&
    back.getUTCMonth() === month - 1 && back.getUTCDate() === day; // prettier-ignore
  if (!real) return fail('malformed', `"${text}" is no date and time of the calendar`);
  const stated = parts.offset === 'Z' ? 'UTC' : (parts.offset ?? zone);
  const guess = zoneOffset(stated, local);
  const offset = guess === null ? null : zoneOffset(stated, local - guess);
  if (offset === null) return fail('malformed', `time zone "${stated}" is unknown`);
  const fraction = Math.trunc(Number(`0.${parts.fraction ?? '0'}`) * 1000 + 1e-9);
  return ok(instant(local - offset + fraction));
}

/** Venues write the year 3000 for what never expires; microseconds taken for milliseconds lie beyond. */
const LAST_INSTANT = 32_535_216_000_000;

/** Whole milliseconds of an epoch text. Nanoseconds exceed what a float holds: their last digits go as text. */
function milliseconds(text: string, form: TimeForm): number | null {
  switch (form) {
    case 'epoch-seconds':
      return Math.floor(Number(text) * 1000);
    case 'epoch-milliseconds':
      return Math.floor(Number(text));
    case 'epoch-nanoseconds':
      return Number(text.replace(/\..*$/, '').slice(0, -6));
    default:
      return null;
  }
}

function instantOfEpoch(text: string, form: TimeForm): Outcome<Instant> | null {
  if (!/^\d{9,20}(?:\.\d+)?$/.test(text)) return null;
  const at = milliseconds(text, form);
  if (at === null) return null;
  return at < LAST_INSTANT
    ? ok(instant(at))
    : fail('malformed', `"${text}" as ${form} lies after the year 3000`);
}

function partsOf(
  text: string,
  form: Exclude<TimeForm, `epoch-${string}` | 'slashes'>,
): Parts | null {
  const groups = PATTERNS[form].exec(text)?.groups;
  return groups === undefined
    ? null
    : {
        year: groups['year'] ?? '',
        month: groups['month'] ?? '',
        day: groups['day'] ?? '',
        hour: groups['hour'],
        minute: groups['minute'],
        second: groups['second'],
        fraction: groups['fraction'],
        half: groups['half'],
        offset: groups['offset'],
      };
}

function instantOfSlashes(text: string, zone: Zone): Outcome<Instant> | null {
  const monthFirst = partsOf(text, 'month/day/year');
  const dayFirst = partsOf(text, 'day/month/year');
  if (monthFirst === null) return dayFirst === null ? null : instantOfParts(dayFirst, zone, text);
  if (dayFirst === null || Number(dayFirst.month) > 12)
    return instantOfParts(monthFirst, zone, text);
  if (Number(monthFirst.month) > 12 || Number(monthFirst.month) === Number(monthFirst.day)) {
    return instantOfParts(dayFirst, zone, text);
  }
  return fail('ambiguous', `"${text}" may be day/month or month/day; save the file with ISO dates`);
}

/**
 * The instant that a text names, tried against `forms` in order.
 *
 * @param zone of times without an offset of their own
 */
export function instantOf(text: string, forms: readonly TimeForm[], zone: Zone): Outcome<Instant> {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-' || trimmed === '--')
    return fail('missing-field', 'a time is missing');
  for (const form of forms) {
    if (form === 'slashes') {
      const found = instantOfSlashes(trimmed, zone);
      if (found !== null) return found;
    } else if (
      form === 'epoch-milliseconds' ||
      form === 'epoch-seconds' ||
      form === 'epoch-nanoseconds'
    ) {
      const found = instantOfEpoch(trimmed, form);
      if (found !== null) return found;
    } else {
      const parts = partsOf(trimmed, form);
      if (parts !== null) return instantOfParts(parts, zone, trimmed);
    }
  }
  return fail(
    'malformed',
    `"${trimmed.slice(0, 40)}" is not a time of the form ${forms.join(' or ')}`,
  );
}
