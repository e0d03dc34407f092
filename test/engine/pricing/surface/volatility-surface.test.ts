import { expect, test } from 'vitest';
import {
  isCalendarFree,
  movedMoneyness,
  surfaceVariance,
  surfaceVolatility,
  volatilitySurface,
} from '../../../../src/engine/pricing/surface/volatility-surface.ts';

/** Volatility 40 % to a quarter, 60 % to a year; skewed by −0.1 in variance per unit of k. */
const surface = volatilitySurface([
  { years: 1, variance: (k) => 0.36 - 0.1 * k },
  { years: 0.25, variance: (k) => 0.04 - 0.1 * k },
]);

test('total variance is linear in time between expiries', () => {
  expect(surfaceVariance(surface, 0.25, 0)).toBe(0.04);
  expect(surfaceVariance(surface, 1, 0)).toBe(0.36);
  // Half way from 0.25 to 1.
  expect(surfaceVariance(surface, 0.625, 0)).toBeCloseTo(0.2, 15);
});

test('outside the expiries the volatility is held', () => {
  expect(surfaceVolatility(surface, 0.05, 0)).toEqual({ ok: true, value: expect.closeTo(0.4, 14) });
  expect(surfaceVolatility(surface, 3, 0)).toEqual({ ok: true, value: expect.closeTo(0.6, 14) });
});

test('a negative variance is no volatility', () => {
  expect(surfaceVolatility(surface, 0.25, 1)).toMatchObject({
    ok: false,
    failure: { reason: 'not-applicable' },
  });
});

test('a falling total variance is free money', () => {
  expect(isCalendarFree(surface, 0)).toBe(true);
  const falling = volatilitySurface([
    { years: 0.25, variance: () => 0.04 },
    { years: 1, variance: () => 0.03 },
  ]);
  expect(isCalendarFree(falling, 0)).toBe(false);
});

test('sticky moneyness reads at the new moneyness, sticky strike at the old', () => {
  expect(movedMoneyness(110, 100, 90, 0)).toBeCloseTo(Math.log(110 / 90), 15);
  expect(movedMoneyness(110, 100, 90, 1)).toBeCloseTo(Math.log(110 / 100), 15);
});

test('a surface without slices is our fault', () => {
  expect(() => volatilitySurface([])).toThrow('Invariant');
});
