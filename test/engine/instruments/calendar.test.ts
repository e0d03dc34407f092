import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  calendarDay,
  dayNumber,
  lastWeekday,
  nthWeekday,
  weekday,
} from '../../../src/engine/instruments/calendar.ts';
import { utcOffset } from '../../../src/engine/instruments/utc-offset.ts';

const DAY = 86_400_000;

it('numbers days as the JavaScript clock does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2200 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      (year, month, day) => {
        const at = dayNumber(year, month, day);
        expect(at * DAY).toBe(Date.UTC(year, month - 1, day));
        expect(weekday(at)).toBe(new Date(at * DAY).getUTCDay());
      },
    ),
  );
});

it('knows which days the calendar has', () => {
  expect(calendarDay(2024, 2, 29)).toEqual({ year: 2024, month: 2, day: 29 });
  expect(calendarDay(2023, 2, 29)).toBeNull();
  expect(calendarDay(2100, 2, 29)).toBeNull();
  expect(calendarDay(2024, 4, 31)).toBeNull();
  expect(calendarDay(2024, 4, 0)).toBeNull();
});

it('finds Fridays and Sundays of a month', () => {
  // Calendar of June 2026: the 26th is a Friday, the last. March 2026: the 8th is the second Sunday.
  expect(lastWeekday(2026, 6, 5) * DAY).toBe(Date.UTC(2026, 5, 26));
  expect(nthWeekday(2026, 3, 0, 2) * DAY).toBe(Date.UTC(2026, 2, 8));
});

it('agrees with the time zone database on afternoons from 2007 to 2037', () => {
  for (const zone of ['Europe/London', 'America/New_York', 'America/Chicago'] as const) {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      hourCycle: 'h23',
    });
    for (let at = Date.UTC(2007, 3, 1, 18); at < Date.UTC(2038, 0, 1); at += DAY) {
      const date = new Date(at);
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const local = new Date(at + utcOffset(zone, year, month, day)).getUTCHours();
      if (local !== Number(clock.format(at))) expect.fail(`${zone} ${date.toISOString()}`);
    }
  }
});
