import { expect, test } from 'vitest';
import { around, nearestBefore, typedInstant, typedText } from '../../src/renderer/state/past.ts';

test('an instant stands at the last statement by then, and between its neighbours', () => {
  const times = [10, 20, 30];
  expect([5, 10, 19, 20, 99].map((at) => nearestBefore(times, at))).toEqual([0, 0, 0, 1, 2]);
  expect(around(times, 20)).toEqual({ before: 10, after: 30 });
  expect(around(times, 25)).toEqual({ before: 20, after: 30 });
  expect(around(times, 10)).toEqual({ before: null, after: 20 });
  expect(around([], 10)).toEqual({ before: null, after: null });
});

test('an instant is typed as it is shown, and what is no date is none', () => {
  const at = Date.UTC(2026, 8, 15, 6, 30);
  expect(typedText(at)).toBe('2026-09-15 06:30');
  expect(typedInstant(' 2026-09-15 06:30 ')).toBe(at);
  for (const text of [
    '',
    '2026-09-15',
    '2026-02-30 00:00',
    '15/09/2026 06:30',
    '2026-09-15 25:00',
  ]) {
    expect(typedInstant(text), text).toBeNull();
  }
});
