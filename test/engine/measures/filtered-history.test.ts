import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { filteredReturns } from '../../../src/engine/measures/filtered-history.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { movingReturns } from './samples.ts';

const settings = { decay: 0.97, seed: 5, floor: 1e-6 };
const two = [asset('BTC'), asset('ETH')];

test('returns of one size keep it: today is as volatile as every day before', () => {
  const values = Float64Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? 0.02 : -0.02));
  const found = filteredReturns({ assets: two, rows: 20, values }, settings);
  found.values.forEach((r, at) => expect(r).toBeCloseTo(values[at]!, 15));
});

test('calm days before a storm are made stormy, and half scaling goes half the way', () => {
  const values = Float64Array.from({ length: 100 }, (_, day) => (day < 50 ? 0.01 : -0.05));
  const returns = { assets: [asset('BTC')], rows: 100, values };
  const full = filteredReturns(returns, settings).values;
  const half = filteredReturns(returns, { ...settings, scaling: 'half' }).values;
  expect(full[0]!).toBeGreaterThan(2 * values[0]!);
  half.forEach((r, day) => expect(r).toBeCloseTo((values[day]! + full[day]!) / 2, 15));
});

test('every asset is scaled by its own volatility, with its sign kept', () => {
  fc.assert(
    fc.property(movingReturns(2, 12), (table) => {
      const both = filteredReturns({ assets: two, ...table }, settings).values;
      const alone = filteredReturns(
        {
          assets: [asset('ETH')],
          rows: 12,
          values: Float64Array.from({ length: 12 }, (_, day) => table.values[2 * day + 1]!),
        },
        settings,
      ).values;
      alone.forEach((r, day) => expect(both[2 * day + 1]).toBe(r));
      both.forEach((r, at) => expect(Math.sign(r)).toBe(Math.sign(table.values[at]!)));
    }),
  );
});

test('a series that stands still stays still instead of dividing by zero', () => {
  const still = { assets: [asset('USDT')], rows: 4, values: new Float64Array(4) };
  expect([...filteredReturns(still, settings).values]).toEqual([0, 0, 0, 0]);
});
