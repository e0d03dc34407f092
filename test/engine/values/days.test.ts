import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoDay } from '../../../src/engine/values/days.ts';

test('a UTC day number prints as the calendar says', () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_000_000 }), (day) => {
      const expected = new Date(day * 86_400_000).toISOString().slice(0, 10);
      const year = new Date(day * 86_400_000).getUTCFullYear();
      fc.pre(year >= 1000 && year <= 9999);
      expect(isoDay(day)).toBe(expected);
    }),
  );
});
