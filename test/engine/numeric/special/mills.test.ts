import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  inverseHazard,
  inverseHazardSlope,
  inverseHazardSlopeMean,
} from '../../../../src/engine/numeric/special/mills.ts';

test('at 0 the ratio is √(π/2) and its slope 1', () => {
  expect(inverseHazard(0)).toBeCloseTo(Math.sqrt(Math.PI / 2), 15);
  expect(inverseHazardSlope(0)).toBe(1);
});

test('the slope is that of the ratio', () => {
  fc.assert(
    fc.property(fc.double({ min: -8, max: 3, noNaN: true }), (z) => {
      const step = 1e-4;
      const slope = (inverseHazard(z + step) - inverseHazard(z - step)) / (2 * step);
      expect(Math.abs(slope / inverseHazardSlope(z) - 1)).toBeLessThan(1e-6);
    }),
  );
});

test('far out the slope follows its asymptotic series 1/z² − 3/z⁴ + 15/z⁶ − 105/z⁸', () => {
  for (const z of [-60, -100, -1000]) {
    const q = 1 / (z * z);
    const series = q * (1 - 3 * q + 15 * q * q - 105 * q ** 3);
    expect(Math.abs(inverseHazardSlope(z) / series - 1)).toBeLessThan(1e-10);
  }
});

test('the mean slope times the width is the difference of the ratios', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -10, max: 0, noNaN: true }),
      fc.double({ min: 0.05, max: 0.3, noNaN: true }),
      (h, t) => {
        const difference = inverseHazard(h + t) - inverseHazard(h - t);
        const mean = inverseHazardSlopeMean(h, t);
        expect(Math.abs((2 * t * mean) / difference - 1)).toBeLessThan(1e-12);
      },
    ),
  );
});
