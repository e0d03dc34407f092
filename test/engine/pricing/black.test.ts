import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  blackTimeValue,
  logMoneyness,
  undiscountedBlack,
} from '../../../src/engine/pricing/black.ts';
import { aRight, magnitude } from './markets.ts';

const forward = magnitude(0.01, 1e6);
const strikeShare = magnitude(0.05, 20);
const deviation = magnitude(1e-4, 4);

test('the example of Hull, chapter 15: call 4.76, put 0.81', () => {
  // S = 42, K = 40, r = 10 %, volatility 20 %, half a year.
  const discount = Math.exp(-0.05);
  const reached = 42 / discount;
  const s = 0.2 * Math.sqrt(0.5);
  expect(discount * undiscountedBlack('call', reached, 40, s)).toBeCloseTo(4.76, 2);
  expect(discount * undiscountedBlack('put', reached, 40, s)).toBeCloseTo(0.81, 2);
});

test('at the money the value is forward × (2 N(s/2) − 1), about 0.4 forward × s', () => {
  expect(undiscountedBlack('call', 100, 100, 0.01)).toBeCloseTo(0.398942, 4);
});

test('no deviation gives the intrinsic value, a missing one no value', () => {
  expect(undiscountedBlack('call', 100, 90, 0)).toBe(10);
  expect(undiscountedBlack('put', 100, 90, 0)).toBe(0);
  expect(undiscountedBlack('put', 100, 110, 0)).toBe(10);
  expect(undiscountedBlack('call', 100, 90, Number.NaN)).toBeNaN();
  expect(blackTimeValue(100, 90, Number.NaN)).toBeNaN();
});

test('put-call parity', () => {
  fc.assert(
    fc.property(forward, strikeShare, deviation, (f, share, s) => {
      const k = f * share;
      const difference = undiscountedBlack('call', f, k, s) - undiscountedBlack('put', f, k, s);
      expect(Math.abs(difference - (f - k))).toBeLessThan(1e-15 * Math.max(f, k));
    }),
  );
});

test('between intrinsic value and forward or strike, and rising with the deviation', () => {
  fc.assert(
    fc.property(aRight, forward, strikeShare, deviation, (right, f, share, s) => {
      const k = f * share;
      const value = undiscountedBlack(right, f, k, s);
      const intrinsic = Math.max(right === 'call' ? f - k : k - f, 0);
      const slack = 1e-15 * Math.max(f, k);
      expect(value).toBeGreaterThanOrEqual(intrinsic);
      expect(value).toBeLessThanOrEqual((right === 'call' ? f : k) + slack);
      expect(undiscountedBlack(right, f, k, s * 1.01)).toBeGreaterThanOrEqual(value - slack);
    }),
  );
});

test('a call is a put seen from the other currency', () => {
  fc.assert(
    fc.property(forward, strikeShare, deviation, (f, share, s) => {
      const k = f * share;
      const call = undiscountedBlack('call', f, k, s);
      expect(Math.abs(call - undiscountedBlack('put', k, f, s))).toBeLessThan(
        1e-15 * Math.max(f, k),
      );
    }),
  );
});

test('the time value is the price of the side that is out of the money', () => {
  fc.assert(
    fc.property(forward, strikeShare, deviation, (f, share, s) => {
      const k = f * share;
      const value = undiscountedBlack(f < k ? 'call' : 'put', f, k, s);
      expect(Math.abs(value - blackTimeValue(f, k, s))).toBeLessThan(2e-15 * Math.max(f, k));
    }),
  );
});

test('far out of the money the time value is small, not zero, and falls with distance', () => {
  // 30 deviations out: N(−30) is 4.9e-198 (DLMF 7.12 gives n(30)/30).
  let last = blackTimeValue(100, 100 * Math.exp(1), 0.1);
  for (const distance of [1.5, 2, 2.5, 3]) {
    const value = blackTimeValue(100, 100 * Math.exp(distance), 0.1);
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThan(last);
    last = value;
  }
});

test('the logarithm of moneyness keeps its digits near the money', () => {
  // ln(1 + x) = x − x²/2 + x³/3 − …, with the x that the double 1 + 1e-9 really has.
  const x = 1 + 1e-9 - 1;
  expect(logMoneyness(1 + 1e-9, 1) / (x - (x * x) / 2)).toBeCloseTo(1, 15);
  expect(logMoneyness(200, 100)).toBeCloseTo(Math.LN2, 15);
});
