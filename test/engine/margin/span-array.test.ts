import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  optionArray,
  roundedArray,
  type PriceScan,
  type ScannedOption,
} from '../../../src/engine/margin/span/array.ts';
import { compositeDelta } from '../../../src/engine/margin/span/composite-delta.ts';
import { black76 } from '../../../src/engine/pricing/black76.ts';
import { arrayOfCase, spanVectors } from './span-vectors.ts';

const { arrays, mcmillan } = spanVectors;

test.each(arrays.cases)('$id is the array of its price scan range', (of) => {
  const ours = arrayOfCase(of, arrays.roundTo);
  expect(ours.slice(of.from - 1, of.from - 1 + of.losses.length)).toEqual(of.losses);
});

test('McMillan’s future is written in tens', () => {
  const ours = arrayOfCase(mcmillan, mcmillan.roundTo);
  expect(ours).toEqual(mcmillan.future.map((gain) => 0 - gain));
});

test('halves are rounded away from 0', () => {
  expect(roundedArray([1039.5, -1039.5, 0.4, -0.4], 1)).toEqual([1040, -1040, 0, 0]);
});

/** CME, "Components of SPAN": .037, .111, .217, .27 and back, here in the order of the scenarios. */
const weights = [0.27, 0.217, 0.217, 0.111, 0.111, 0.037, 0.037];

test('a composite delta is the weighted delta, that of a future 1', () => {
  expect(compositeDelta([1, 1, 1, 1, 1, 1, 1], weights)).toBeCloseTo(1, 12);
});

describe('an option by Black-76', () => {
  const scan: PriceScan = { range: 6, extremeMultiplier: 3, covered: 0.33 };
  const option: ScannedOption = {
    right: 'call',
    forward: 100,
    strike: 105,
    years: 0.25,
    rate: 0.03,
    volatility: 0.2,
    volatilityScan: { range: 0.35, quoted: 'relative' },
    lookAhead: 1 / 365,
  };
  const priced = (forward: number, volatility: number, years: number): number => {
    const found = black76({ ...option, forward, volatility, years });
    return found.ok ? found.value.price : Number.NaN;
  };
  const made = (of: Partial<ScannedOption> = {}): ReturnType<typeof optionArray> =>
    optionArray({ ...option, ...of }, scan, 50, weights);

  test('each scenario is the loss of value after the day', () => {
    const found = made();
    if (!found.ok) expect.fail(found.failure.message);
    const after = 0.25 - 1 / 365;
    const loss = (forward: number, volatility: number): number =>
      50 * (priced(100, 0.2, 0.25) - priced(forward, volatility, after));
    const { losses } = found.value;
    expect(losses[0]).toBeCloseTo(loss(100, 0.27), 9);
    expect(losses[1]).toBeCloseTo(loss(100, 0.13), 9);
    expect(losses[5]).toBeCloseTo(loss(98, 0.13), 9);
    expect(losses[10]).toBeCloseTo(loss(106, 0.27), 9);
    expect(losses[14]).toBeCloseTo(0.33 * loss(118, 0.2), 9);
    expect(losses[15]).toBeCloseTo(0.33 * loss(82, 0.2), 9);
  });

  test('an absolute volatility scan adds to the volatility', () => {
    const relative = made();
    const absolute = made({ volatilityScan: { range: 0.07, quoted: 'absolute' } });
    expect(absolute.ok && absolute.value.losses[0]).toBeCloseTo(
      relative.ok ? relative.value.losses[0]! : Number.NaN,
      9,
    );
  });

  test('a call less its put is a discounted future', () => {
    fc.assert(
      fc.property(fc.double({ min: 60, max: 140, noNaN: true }), (strike) => {
        const call = made({ strike, rate: 0 });
        const put = made({ strike, rate: 0, right: 'put' });
        if (!call.ok || !put.ok) expect.fail('an array is missing');
        expect(call.value.compositeDelta - put.value.compositeDelta).toBeCloseTo(1, 9);
        expect(call.value.losses[10]! - put.value.losses[10]!).toBeCloseTo(-6 * 50, 6);
        expect(call.value.losses[15]! - put.value.losses[15]!).toBeCloseTo(0.33 * 18 * 50, 6);
      }),
    );
  });

  test('a forward that an extreme fall takes below 0 has no price', () => {
    expect(made({ forward: 17 }).ok).toBe(false);
  });
});
