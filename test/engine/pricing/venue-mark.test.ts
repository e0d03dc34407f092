import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boundedFunding,
  dampedFunding,
  premiumFunding,
} from '../../../src/engine/pricing/venue-funding.ts';
import {
  binanceDeliveryMark,
  binanceOptionVolatility,
  binancePerpetualMark,
  deriveMark,
  settlementPrice,
} from '../../../src/engine/pricing/venue-mark.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';

const value = (of: Outcome<number>): number => (of.ok ? of.value : Number.NaN);
const fault = (of: Outcome<number>): string => (of.ok ? '' : of.failure.message);
const sample = { bid: 100.5, ask: 101.5, index: 100 };

describe('Binance’s mark price', () => {
  const market = {
    index: 100,
    lastFunding: 0.008,
    hoursToFunding: 4,
    samples: [sample, { bid: 99, ask: 101, index: 100 }],
    contractPrice: 103,
  };

  test('is the median of funded index, index and mean basis, contract price', () => {
    // by hand: 100 × (1 + 0.008 × 4 ÷ 8) = 100.4; 100 + (1 + 0) ÷ 2 = 100.5; 103
    expect(value(binancePerpetualMark(market))).toBeCloseTo(100.5, 12);
    expect(value(binancePerpetualMark({ ...market, contractPrice: 100.45 }))).toBe(100.45);
    expect(value(binancePerpetualMark({ ...market, contractPrice: 90 }))).toBeCloseTo(100.4, 12);
  });

  test('of a delivery contract is index and mean basis', () => {
    expect(value(binanceDeliveryMark(200, market.samples))).toBeCloseTo(200.5, 12);
  });

  test('lies between the smallest and the largest of the three', () => {
    const price = fc.double({ min: 1, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(price, price, (index, contractPrice) => {
        const found = value(
          binancePerpetualMark({
            ...market,
            index,
            contractPrice,
            samples: [{ bid: index, ask: index, index }],
          }),
        );
        const funded = index * 1.004;
        expect(found).toBeGreaterThanOrEqual(Math.min(index, contractPrice));
        expect(found).toBeLessThanOrEqual(Math.max(funded, contractPrice));
        expect(
          [index, funded, contractPrice].some((one) => Math.abs(one - found) <= 1e-9 * one),
        ).toBe(true);
      }),
    );
  });

  test('names what is missing or nonsense', () => {
    expect(fault(binancePerpetualMark({ ...market, samples: [] }))).toContain('no sample');
    expect(fault(binancePerpetualMark({ ...market, index: 0 }))).toContain(
      'index must be positive',
    );
    expect(fault(binancePerpetualMark({ ...market, hoursToFunding: -1 }))).toContain(
      'hours to funding',
    );
    expect(fault(binanceDeliveryMark(100, [{ ...sample, bid: Number.NaN }]))).toContain('bid');
    expect(fault(binanceDeliveryMark(-1, [sample]))).toContain('index');
  });
});

test('Derive’s mark: spot and mean basis, which is capped', () => {
  expect(value(deriveMark(200, [sample], 0.06))).toBe(201);
  expect(value(deriveMark(200, [{ bid: 140, ask: 140, index: 100 }], 0.06))).toBe(212);
  expect(value(deriveMark(200, [{ bid: 60, ask: 60, index: 100 }], 0.06))).toBe(188);
  expect(fault(deriveMark(200, [sample], -1))).toContain('cap');
});

test('Binance’s mark volatility: the mean of both sides, each within the band', () => {
  const band = { least: 0.4, most: 0.9 };
  expect(value(binanceOptionVolatility(0.5, 0.7, band))).toBeCloseTo(0.6, 12);
  expect(value(binanceOptionVolatility(0.1, 2, band))).toBeCloseTo(0.65, 12);
  expect(fault(binanceOptionVolatility(0.5, 0.7, { least: 1, most: 0.9 }))).toContain('least');
});

test('a settlement price is the mean of its window', () => {
  expect(value(settlementPrice([100, 101, 105]))).toBe(102);
  expect(fault(settlementPrice([]))).toContain('no sample');
  expect(fault(settlementPrice([100, -1]))).toContain('index sample 2');
});

describe('funding', () => {
  const usual = { interest: 0.0001, band: 0.0005, intervalHours: 8 };

  test('interest alone while the premium is near it, the premium beyond', () => {
    expect(value(premiumFunding({ ...usual, premium: 0.0003 }))).toBeCloseTo(0.0001, 15);
    expect(value(premiumFunding({ ...usual, premium: 0.002 }))).toBeCloseTo(0.0015, 15);
    expect(value(premiumFunding({ ...usual, premium: -0.002 }))).toBeCloseTo(-0.0015, 15);
  });

  test('a payment every hour is an eighth of the one every eight hours', () => {
    const hourly = premiumFunding({ ...usual, premium: 0.002, intervalHours: 1 });
    expect(value(hourly)).toBeCloseTo(0.0015 / 8, 15);
  });

  test('Deribit: nothing within the damper, less the damper beyond, capped', () => {
    const bounds = { least: -0.005, most: 0.005 };
    expect(value(dampedFunding(10_002, 10_000, 0.00025, bounds))).toBe(0);
    expect(value(dampedFunding(10_010, 10_000, 0.00025, bounds))).toBeCloseTo(0.00075, 12);
    expect(value(dampedFunding(9990, 10_000, 0.00025, bounds))).toBeCloseTo(-0.00075, 12);
    expect(value(dampedFunding(11_000, 10_000, 0.00025, bounds))).toBe(0.005);
  });

  test('OKX: mean premium within its bounds', () => {
    const bounds = { least: -0.00375, most: 0.00375 };
    expect(value(boundedFunding([0.001, 0.002, 0.003], 0, bounds))).toBeCloseTo(0.002, 15);
    expect(value(boundedFunding([0.01], 0, bounds))).toBe(0.00375);
    expect(value(boundedFunding([-0.01], 0, bounds))).toBe(-0.00375);
  });

  test('nonsense is named', () => {
    expect(fault(premiumFunding({ ...usual, premium: Number.NaN }))).toContain('premium');
    expect(fault(premiumFunding({ ...usual, premium: 0, intervalHours: 0 }))).toContain('hours');
    expect(fault(dampedFunding(1, 1, 0.1, { least: 1, most: 0 }))).toContain('least funding');
    expect(fault(dampedFunding(0, 1, 0.1, { least: 0, most: 0 }))).toContain('mark');
    expect(fault(boundedFunding([], 0, { least: 0, most: 0 }))).toContain('no sample');
    expect(fault(boundedFunding([1, Infinity], 0, { least: 0, most: 0 }))).toContain('premium 2');
  });
});
