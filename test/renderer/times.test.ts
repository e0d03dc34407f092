import { expect, it } from 'vitest';
import { ageText, dayText, instantText, liveAgeText } from '../../src/renderer/format/times.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

it('says an instant in UTC, with seconds only where there are any', () => {
  expect(instantText(Date.UTC(2030, 0, 2, 8))).toBe('2030-01-02 08:00 UTC');
  expect(instantText(Date.UTC(2030, 0, 2, 8, 0, 5))).toBe('2030-01-02 08:00:05 UTC');
  expect(dayText(Date.UTC(2030, 11, 27, 23, 59))).toBe('2030-12-27');
});

it.each([
  [0, '0 s'],
  [59 * second, '59 s'],
  [12 * minute, '12 min'],
  [4 * hour + 5 * minute, '4 h 05 min'],
  [50 * hour, '2 d 2 h'],
  // A clock that runs ahead makes no negative age.
  [-5, '0 s'],
])('an age of %d ms is %s', (elapsed, text) => {
  expect(ageText(elapsed).replaceAll('\u202f', ' ')).toBe(text);
});

it('gives what is live an age below a second', () => {
  expect(liveAgeText(0)).toBe('<1\u202fs');
  expect(liveAgeText(999)).toBe('<1\u202fs');
  expect(liveAgeText(second)).toBe(ageText(second));
});
