import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { erf, erfc, erfcx } from '../../../../src/engine/numeric/special/error-function.ts';

const anywhere = fc.double({ min: -26, max: 26, noNaN: true });

test('erf has the values of Abramowitz & Stegun, table 7.1', () => {
  expect(erf(0.5)).toBeCloseTo(0.5204998778, 10);
  expect(erf(1)).toBeCloseTo(0.8427007929, 10);
  expect(erf(-2)).toBeCloseTo(-0.995322265, 9);
});

test('erf and erfc add up to 1, and erfc(−x) is 2 − erfc(x)', () => {
  fc.assert(
    fc.property(anywhere, (x) => {
      expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(3e-16);
      expect(Math.abs(erfc(-x) + erfc(x) - 2)).toBeLessThan(5e-16);
    }),
  );
});

test('erfcx is erfc without its Gaussian', () => {
  fc.assert(
    fc.property(anywhere, (x) => {
      const scaled = Math.exp(-x * x) * erfcx(x);
      // The naive exponent x² is rounded: that alone costs x² units of the last place.
      expect(Math.abs(scaled / erfc(x) - 1)).toBeLessThan(4e-16 * (1 + x * x));
    }),
  );
});

test('erfcx is continuous where its approximations meet', () => {
  for (const joint of [0.46875, 4]) {
    const step = 1e-13;
    expect(Math.abs(erfcx(joint - step) / erfcx(joint + step) - 1)).toBeLessThan(1e-12);
  }
});

test('erfc ends at 0 and 2, and erfcx overflows to infinity', () => {
  expect(erfc(40)).toBe(0);
  expect(erfc(-40)).toBe(2);
  expect(erfcx(-40)).toBe(Infinity);
  expect(erfc(Number.NaN)).toBeNaN();
});
