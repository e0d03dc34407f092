import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedShortfall } from '../../../src/engine/measures/expected-shortfall.ts';
import { worstPeriod } from '../../../src/engine/measures/worst-period.ts';

test('the period around the worst days, by hand', () => {
  const pnl = Float64Array.of(1, -2, -9, -8, 3, -5, 0);
  expect(worstPeriod(pnl, 2, '0.9999')).toEqual({ from: 2, to: 4 });
  expect(worstPeriod(pnl, 50, '0.5')).toEqual({ from: 0, to: 7 });
});

test('no other period of that length is worse', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 5, maxLength: 40 }),
      fc.integer({ min: 2, max: 5 }),
      (outcomes, days) => {
        const pnl = Float64Array.from(outcomes);
        const { from, to } = worstPeriod(pnl, days, '0.3');
        const { value } = expectedShortfall(pnl.subarray(from, to), '0.3');
        for (let at = 0; at + days <= pnl.length; at++) {
          const other = expectedShortfall(pnl.subarray(at, at + days), '0.3');
          expect(other.value).toBeLessThanOrEqual(value);
        }
      },
    ),
  );
});
