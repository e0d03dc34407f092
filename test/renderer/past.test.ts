import { expect, test } from 'vitest';
import { around, nearestBefore } from '../../src/renderer/state/past.ts';

test('an instant stands at the last statement by then, and between its neighbours', () => {
  const times = [10, 20, 30];
  expect([5, 10, 19, 20, 99].map((at) => nearestBefore(times, at))).toEqual([0, 0, 0, 1, 2]);
  expect(around(times, 20)).toEqual({ before: 10, after: 30 });
  expect(around(times, 25)).toEqual({ before: 20, after: 30 });
  expect(around(times, 10)).toEqual({ before: null, after: 20 });
  expect(around([], 10)).toEqual({ before: null, after: null });
});
