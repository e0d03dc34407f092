import type { DateStyle } from '../../engine/contract/preferences.ts';
import { formatStyle } from './style.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (n: number): string => String(n).padStart(2, '0');

/** Year, month and day as text, in the order and with the marks of a style. */
function dateText([year, month, date]: readonly string[], style: DateStyle): string {
  switch (style) {
    case 'iso':
      return `${year}-${month}-${date}`;
    case 'day.month.year':
      return `${date}.${month}.${year}`;
    case 'day/month/year':
      return `${date}/${month}/${year}`;
    case 'month/day/year':
      return `${month}/${date}/${year}`;
  }
}

/** A day of data, which is one of UTC whatever zone times are shown in: `2025-12-05`. */
export const dayText = (instant: number): string =>
  dateText(new Date(instant).toISOString().slice(0, 10).split('-'), formatStyle().dates);

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  clocks.set(zone, made);
  return made;
}

/** `2025-12-05 08:00 UTC` in the zone that the user chose; seconds only where they are not 0. */
export function instantText(instant: number): string {
  const { dates, zone } = formatStyle();
  const parts = new Map(
    clockOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const date = dateText([of('year').padStart(4, '0'), of('month'), of('day')], dates);
  const seconds = of('second') === '00' ? '' : `:${of('second')}`;
  return `${date} ${of('hour')}:${of('minute')}${seconds} ${of('timeZoneName')}`;
}

/** Elapsed milliseconds in the two largest units: `3 d 4 h`, `12 min`, `8 s`. */
export function ageText(elapsed: number): string {
  if (elapsed < minute) return `${Math.max(0, Math.floor(elapsed / second))}\u202fs`;
  if (elapsed < hour) return `${Math.floor(elapsed / minute)}\u202fmin`;
  if (elapsed < day)
    return `${Math.floor(elapsed / hour)}\u202fh ${two(Math.floor((elapsed % hour) / minute))}\u202fmin`;
  return `${Math.floor(elapsed / day)}\u202fd ${Math.floor((elapsed % day) / hour)}\u202fh`;
}

/** The same for what is live: what is younger than a second has an age all the same. */
export const liveAgeText = (elapsed: number): string =>
  elapsed < second ? `<1\u202fs` : ageText(elapsed);
