import { afterEach, expect, test } from 'vitest';
import { usualPreferences } from '../../../src/engine/contract/preferences.ts';
import { writeIn } from '../../../src/renderer/format/style.ts';
import { dayText, instantText } from '../../../src/renderer/format/times.ts';

afterEach(() => writeIn(usualPreferences));

const at = Date.UTC(2026, 11, 5, 20, 30);

test.each([
  ['iso', 'UTC', '2026-12-05 20:30 UTC'],
  ['iso', 'Asia/Tokyo', '2026-12-06 05:30 GMT+9'],
  ['day.month.year', 'Europe/Berlin', '05.12.2026 21:30 CET'],
  ['month/day/year', 'America/New_York', '12/05/2026 15:30 GMT-5'],
] as const)('an instant in %s of %s', (dates, zone, text) => {
  writeIn({ ...usualPreferences, dates, zone });
  expect(instantText(at)).toBe(text);
  expect(instantText(at + 7_000)).toBe(text.replace(':30 ', ':30:07 '));
});

test('a day of data stays one of UTC wherever times are shown', () => {
  writeIn({ ...usualPreferences, zone: 'Asia/Tokyo', dates: 'day/month/year' });
  expect(dayText(at)).toBe('05/12/2026');
});
