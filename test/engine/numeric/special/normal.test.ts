import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  normalCumulative,
  normalDensity,
  normalQuantile,
} from '../../../../src/engine/numeric/special/normal.ts';

test('the usual quantiles are those of every table', () => {
  expect(normalQuantile(0.95)).toBeCloseTo(1.644854, 6);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
  expect(normalQuantile(0.01)).toBeCloseTo(-2.326348, 6);
  expect(normalQuantile(0.5)).toBe(0);
});

test('the quantile inverts the distribution function in the lower tail', () => {
  fc.assert(
    fc.property(fc.double({ min: -36, max: 0, noNaN: true }), (x) => {
      const back = normalQuantile(normalCumulative(x));
      // One unit in the last place of p moves x by p ÷ n(x), which is below 1.3.
      expect(Math.abs(back - x)).toBeLessThan(1e-15 * (1 + Math.abs(x)));
    }),
  );
});

test('quantiles of p and 1 − p mirror each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1023 }), (part) => {
      const p = part / 1024;
      expect(normalQuantile(p)).toBeCloseTo(-normalQuantile(1 - p), 14);
    }),
  );
});

test('the density is the slope of the distribution function', () => {
  fc.assert(
    fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
      const step = 1e-5;
      const slope = (normalCumulative(x + step) - normalCumulative(x - step)) / (2 * step);
      expect(Math.abs(slope - normalDensity(x))).toBeLessThan(1e-10);
    }),
  );
});

test('tails end at zero and infinity is no NaN', () => {
  expect(normalCumulative(-50)).toBe(0);
  expect(normalCumulative(50)).toBe(1);
  expect(normalDensity(Infinity)).toBe(0);
  expect(normalDensity(-Infinity)).toBe(0);
  expect(normalDensity(Number.NaN)).toBeNaN();
});

test('a probability of 0 or 1 has no quantile', () => {
  expect(() => normalQuantile(0)).toThrow('Invariant');
  expect(() => normalQuantile(1)).toThrow('Invariant');
  expect(() => normalQuantile(Number.NaN)).toThrow('Invariant');
});
