import { dayNumber, lastWeekday, nthWeekday } from './calendar.ts';

/** Zones in which venues fix the hour of an expiry. */
export type ExpiryZone = 'UTC' | 'Europe/London' | 'America/New_York' | 'America/Chicago';

const HOUR = 3_600_000;

/** Years whose summer time follows the rules below. */
const FIRST_YEAR = 2007;

type Summer = { readonly from: number; readonly until: number };

/** Last Sundays of March and October, Directive 2000/84/EC, kept by the United Kingdom. */
const european = (year: number): Summer => ({
  from: lastWeekday(year, 3, 0),
  until: lastWeekday(year, 10, 0),
});

/** Second Sunday of March to first Sunday of November, Energy Policy Act of 2005 (15 U.S.C. 260a). */
const american = (year: number): Summer => ({
  from: nthWeekday(year, 3, 0, 2),
  until: nthWeekday(year, 11, 0, 1),
});

/**
 * Milliseconds that clocks of a zone are ahead of UTC in the afternoon of a day: expiries never fall into
 * the night hours in which clocks are changed.
 */
export function utcOffset(zone: ExpiryZone, year: number, month: number, day: number): number {
  if (zone === 'UTC' || year < FIRST_YEAR) return zone === 'UTC' ? 0 : Number.NaN;
  const at = dayNumber(year, month, day);
  const { from, until } = zone === 'Europe/London' ? european(year) : american(year);
  const summer = at >= from && at < until ? 1 : 0;
  const winter = { 'Europe/London': 0, 'America/New_York': -5, 'America/Chicago': -6 }[zone];
  return (winter + summer) * HOUR;
}
