import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, zoneOffset, type TimeForm } from '../../../src/main/imports/times.ts';

const iso = (text: string, forms: readonly TimeForm[], zone = 'UTC'): string => {
  const at = instantOf(text, forms, zone);
  return at.ok ? new Date(at.value).toISOString() : at.failure.reason;
};

describe('instantOf', () => {
  it.each([
    ['2024-01-31 14:05:06', 'year-month-day', 'UTC', '2024-01-31T14:05:06.000Z'],
    ['2024-01-31T14:05:06.1234Z', 'year-month-day', 'UTC+8', '2024-01-31T14:05:06.123Z'],
    ['2025-12-30T17:31:15.944181+00:00', 'year-month-day', 'UTC', '2025-12-30T17:31:15.944Z'],
    ['2026-05-11 21:37:10', 'year-month-day', 'UTC+8', '2026-05-11T13:37:10.000Z'],
    ['2026-05-11 21:37:10', 'year-month-day', 'UTC-05:30', '2026-05-12T03:07:10.000Z'],
    ['2024-01-31', 'year-month-day', 'UTC', '2024-01-31T00:00:00.000Z'],
    ['25-11-22 16:25:18', 'short-year-month-day', 'UTC', '2025-11-22T16:25:18.000Z'],
    ['20240131;140506', 'compact', 'UTC', '2024-01-31T14:05:06.000Z'],
    ['2024/1/31 4:05', 'year/month/day', 'UTC', '2024-01-31T04:05:00.000Z'],
    ['29 Jul 2021 08:00:00', 'day-month-name', 'UTC', '2021-07-29T08:00:00.000Z'],
    ['1/26/2020, 6:32:04 PM', 'month/day/year', 'UTC', '2020-01-26T18:32:04.000Z'],
    ['1/26/2020, 12:00:00 AM', 'month/day/year', 'UTC', '2020-01-26T00:00:00.000Z'],
    ['1/26/2020, 12:30:00 PM', 'month/day/year', 'UTC', '2020-01-26T12:30:00.000Z'],
    ['24/12/2024 14:54', 'slashes', 'UTC', '2024-12-24T14:54:00.000Z'],
    ['12/24/2024 14:54', 'slashes', 'UTC', '2024-12-24T14:54:00.000Z'],
    ['07/07/2024 14:54', 'slashes', 'UTC', '2024-07-07T14:54:00.000Z'],
    ['12:00 2026-01-10', 'clock-first', 'UTC', '2026-01-10T12:00:00.000Z'],
    ['1768262400007', 'epoch-milliseconds', 'UTC', '2026-01-13T00:00:00.007Z'],
    ['1768262400', 'epoch-seconds', 'UTC', '2026-01-13T00:00:00.000Z'],
    ['1768262400.007', 'epoch-seconds', 'UTC', '2026-01-13T00:00:00.007Z'],
    ['1768262400007999999', 'epoch-nanoseconds', 'UTC', '2026-01-13T00:00:00.007Z'],
    // New York keeps daylight saving time until the first Sunday of November.
    ['2025-09-19 16:20:00', 'year-month-day', 'America/New_York', '2025-09-19T20:20:00.000Z'],
    ['2025-12-19 16:20:00', 'year-month-day', 'America/New_York', '2025-12-19T21:20:00.000Z'],
  ] as const)('reads %j (%s, %s)', (text, form, zone, expected) => {
    expect(iso(text, [form], zone)).toBe(expected);
  });

  it('asks rather than guess which of two small numbers is the month', () => {
    expect(iso('03/04/2024 14:54', ['slashes'])).toBe('ambiguous');
  });

  it.each([
    ['2024-02-30 00:00:00', 'year-month-day'],
    ['2024-13-01', 'year-month-day'],
    ['2024-01-01 24:00:00', 'year-month-day'],
    ['2024-01-01 10:61:00', 'year-month-day'],
    ['13/13/2024', 'slashes'],
    ['1/26/2020, 13:00:00 PM', 'month/day/year'],
    ['31 Abc 2024', 'day-month-name'],
    ['1768262400007123', 'epoch-milliseconds'],
    ['soon', 'year-month-day'],
    ['0000-00-00', 'year-month-day'],
  ] as const)('refuses %j', (text, form) => {
    expect(iso(text, [form])).toBe('malformed');
  });

  it('says that a zone is unknown', () => {
    expect(iso('2024-01-01 00:00', ['year-month-day'], 'Mars/Olympus')).toBe('malformed');
    expect(zoneOffset('UTC+8', 0)).toBe(8 * 3_600_000);
    expect(zoneOffset('-05:30', 0)).toBe(-5.5 * 3_600_000);
    expect(zoneOffset('Nowhere', 0)).toBeNull();
  });

  it('reads back any time that it could have been given', () => {
    const times = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2199-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(times, (date) => {
        expect(iso(date.toISOString(), ['year-month-day'])).toBe(date.toISOString());
        const text = date.toISOString().slice(0, 19).replace('T', ' ');
        expect(iso(text, ['year-month-day'])).toBe(`${text.replace(' ', 'T')}.000Z`);
      }),
    );
  });

  it('never throws', () => {
    const forms: readonly TimeForm[] = ['year-month-day', 'compact', 'slashes', 'day-month-name', 'epoch-milliseconds', 'month/day/year', 'clock-first']; // prettier-ignore
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, zone) => void instantOf(text, forms, zone)),
    );
  });
});
