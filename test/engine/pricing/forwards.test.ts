import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { basis } from '../../../src/engine/pricing/basis.ts';
import { discounting } from '../../../src/engine/pricing/discounting.ts';
import { forwardAt, forwardCurve } from '../../../src/engine/pricing/forward-curve.ts';
import { annualFunding } from '../../../src/engine/pricing/funding-rate.ts';
import { parityForward } from '../../../src/engine/pricing/parity-forward.ts';
import { volatilityFactor } from '../../../src/engine/pricing/volatility-shock.ts';
import { yearFraction } from '../../../src/engine/pricing/year-fraction.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { magnitude } from './markets.ts';

test('discounting a year at 5 %', () => {
  const year = discounting(0.05, 1);
  expect(year.factor).toBeCloseTo(Math.exp(-0.05), 15);
  expect(year.factor + year.loss).toBeCloseTo(1, 15);
  expect(year.simpleRate).toBeCloseTo(1 / year.factor - 1, 14);
  expect(year.annualRate).toBeCloseTo(year.simpleRate, 15);
  expect(discounting(0.05, 0)).toMatchObject({ factor: 1, simpleRate: 0.05 });
});

test('a basis by hand: 101 on 100 for a quarter of a year', () => {
  const outcome = basis(100, 101, 0.25);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  expect(outcome.value.absolute).toBe(1);
  expect(outcome.value.relative).toBeCloseTo(0.01, 15);
  expect(outcome.value.annualSimple).toBeCloseTo(0.04, 15);
  expect(outcome.value.annualCompounded).toBeCloseTo(1.01 ** 4 - 1, 14);
  expect(outcome.value.annualContinuous).toBeCloseTo(4 * Math.log(1.01), 14);
});

test('at expiry a basis has no annual rate', () => {
  expect(basis(100, 101, 0)).toMatchObject({ ok: false, failure: { reason: 'malformed' } });
  expect(basis(100, Number.NaN, 1)).toMatchObject({ ok: false });
});

const knots = [
  { years: 1, future: 121 },
  { years: 0.5, future: 105 },
];

test('the forward curve passes through its knots, geometric between, holding the carry beyond', () => {
  const curve = forwardCurve(100, knots);
  if (!curve.ok) throw new Error(curve.failure.message);
  expect(forwardAt(curve.value, 0)).toBe(100);
  expect(forwardAt(curve.value, 0.5)).toBe(105);
  expect(forwardAt(curve.value, 1)).toBe(121);
  expect(forwardAt(curve.value, 0.25)).toBeCloseTo(Math.sqrt(100 * 105), 12);
  expect(forwardAt(curve.value, 0.75)).toBeCloseTo(Math.sqrt(105 * 121), 12);
  // Average carry ln 1.21 a year: after another half year × √1.21 = 1.1.
  expect(forwardAt(curve.value, 1.5)).toBeCloseTo(121 * 1.1, 11);
});

test('without futures the forward is the spot; two futures of one expiry are ambiguous', () => {
  const flat = forwardCurve(100, []);
  if (!flat.ok) throw new Error(flat.failure.message);
  expect(forwardAt(flat.value, 3)).toBe(100);
  expect(forwardCurve(100, [...knots, { years: 1, future: 122 }])).toMatchObject({
    failure: { reason: 'ambiguous' },
  });
  expect(forwardCurve(100, [{ years: 1, future: Number.NaN }])).toMatchObject({
    failure: { reason: 'missing-market-data' },
  });
  expect(forwardCurve(-100, knots).ok).toBe(false);
});

test('parity quotes on a line give its discount and forward, whatever their weights', () => {
  const weight = magnitude(0.01, 100);
  fc.assert(
    fc.property(
      magnitude(1, 1e5),
      fc.double({ min: 0.8, max: 1.1, noNaN: true }),
      fc.array(weight, { minLength: 3, maxLength: 9 }),
      (forward, discount, weights) => {
        const quotes = weights.map((trust, i) => {
          const strike = forward * (0.8 + 0.07 * i);
          return { strike, callMinusPut: discount * (forward - strike), weight: trust };
        });
        const outcome = parityForward(quotes);
        if (!outcome.ok) throw new Error(outcome.failure.message);
        expect(Math.abs(outcome.value.discount / discount - 1)).toBeLessThan(1e-10);
        expect(Math.abs(outcome.value.forward / forward - 1)).toBeLessThan(1e-10);
        expect(outcome.value.determination).toBeCloseTo(1, 9);
      },
    ),
  );
});

test('parity by hand: an outlier of little weight hardly moves the line', () => {
  const line = [90, 100, 110].map((strike) => ({ strike, callMinusPut: 100 - strike, weight: 1 }));
  const outcome = parityForward([...line, { strike: 105, callMinusPut: 40, weight: 1e-9 }]);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  expect(outcome.value.forward).toBeCloseTo(100, 6);
});

test('parity needs two strikes and a falling line', () => {
  const quote = { strike: 100, callMinusPut: 1, weight: 1 };
  expect(parityForward([])).toMatchObject({ failure: { reason: 'missing-market-data' } });
  expect(parityForward([quote, quote])).toMatchObject({
    failure: { reason: 'missing-market-data' },
  });
  expect(parityForward([quote, { ...quote, strike: 110, callMinusPut: 2 }])).toMatchObject({
    failure: { reason: 'not-applicable' },
  });
});

test('funding of 1 bp every 8 hours: 1095 payments a year', () => {
  const { simple, compounded, continuous } = annualFunding(0.0001, 8);
  expect(simple).toBeCloseTo(0.1095, 15);
  expect(compounded).toBeCloseTo(1.0001 ** 1095 - 1, 12);
  expect(Math.exp(continuous) - 1).toBeCloseTo(compounded, 14);
});

test('a year fraction counts milliseconds, not days', () => {
  const from = instant(Date.parse('2026-01-01T08:00:00Z'));
  expect(yearFraction(from, instant(Date.parse('2027-01-01T08:00:00Z')))).toBe(1);
  expect(yearFraction(from, instant(from + 3_600_000))).toBeCloseTo(1 / 8760, 18);
  expect(yearFraction(instant(from + 1), from)).toBeLessThan(0);
});

test('a volatility shock counts in full at the pivot, more before, less after', () => {
  const rule = { pivotDays: 30, shortPower: 0.3, longPower: 0.13, fewestDays: 1 };
  expect(volatilityFactor(0.45, 30, rule)).toBeCloseTo(1.45, 15);
  // 0.45 × 30^0.3 and 0.45 × (30/300)^0.13.
  expect(volatilityFactor(0.45, 1, rule)).toBeCloseTo(1 + 0.45 * 2.77419, 5);
  expect(volatilityFactor(0.45, 0.01, rule)).toBe(volatilityFactor(0.45, 1, rule));
  expect(volatilityFactor(0.45, 300, rule)).toBeCloseTo(1 + 0.45 * 0.74131, 5);
  expect(volatilityFactor(-0.9, 1, rule)).toBe(0);
});
