import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coveragePower,
  coverageRatio,
  coverageTest,
} from '../../../src/engine/measures/backtest/coverage.ts';
import { exceptionClustering } from '../../../src/engine/measures/backtest/independence.ts';
import {
  jointScores,
  quantileScores,
  scoreDuel,
} from '../../../src/engine/measures/backtest/scores.ts';
import {
  shortfallPValue,
  shortfallTests,
} from '../../../src/engine/measures/backtest/shortfall-tests.ts';
import { multiplier, trafficLight } from '../../../src/engine/measures/backtest/traffic-light.ts';
import { binomialCdf } from '../../../src/engine/measures/binomial.ts';

test('binomial probabilities by hand: three fair coins', () => {
  expect([0, 1, 2, 3].map((k) => binomialCdf(k, 3, 0.5))).toEqual(
    [1 / 8, 4 / 8, 7 / 8, 1].map((p) => expect.closeTo(p, 14)),
  );
});

test('successes and failures change places', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n))),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      ([n, k], p) => {
        expect(binomialCdf(k, n, p) + binomialCdf(n - k - 1, n, 1 - p)).toBeCloseTo(1, 10);
      },
    ),
  );
});

describe('coverage', () => {
  const doubled = { tail: 0.01, actual: 0.02, size: 0.05 };

  test('power against a doubled hit rate is weak: a quarter in one year, half in two', () => {
    // Published beside the vectors: 24 % for 250 days at 99 %, 54 % for 500.
    expect(coveragePower({ ...doubled, days: 250 })).toBeCloseTo(0.24, 2);
    expect(coveragePower({ ...doubled, days: 500 })).toBeCloseTo(0.54, 2);
  });

  test('the ratio is 0 exactly where the hit rate is the tail probability', () => {
    expect(coverageRatio(5, 500, 0.01)).toBe(0);
    expect(coverageTest(5, 500, 0.01).pValue).toBe(1);
  });

  test('no exception and nothing but exceptions are defined', () => {
    // −2 n ln(1 − p) and −2 n ln p
    expect(coverageRatio(0, 10, 0.1)).toBeCloseTo(-20 * Math.log(0.9), 12);
    expect(coverageRatio(10, 10, 0.1)).toBeCloseTo(-20 * Math.log(0.1), 12);
  });
});

describe('clustering of exceptions', () => {
  test('is 0 where yesterday tells nothing', () => {
    // Transitions 1, 1, 1, 1.
    const { transitions, independence } = exceptionClustering(
      [false, false, true, true, false],
      0.5,
    );
    expect(transitions).toEqual([1, 1, 1, 1]);
    expect(independence).toEqual({ ratio: 0, pValue: 1 });
  });

  test('is defined for one day, for none and for all', () => {
    expect(exceptionClustering([true], 0.01).independence.ratio).toBe(0);
    expect(exceptionClustering([false, false, false], 0.01).first).toBeNull();
    expect(exceptionClustering([true, true, true], 0.01).first).toMatchObject({ day: 1 });
  });
});

test('zones at the edges of the published table for 250 days at 99 %', () => {
  const zones = [0, 4, 5, 9, 10].map((count) => trafficLight(count, 250, 0.01));
  expect(zones).toEqual(['green', 'green', 'yellow', 'yellow', 'red']);
});

test('a multiplier is the base plus the last step reached', () => {
  const scale = {
    name: 'test',
    source: 'test',
    base: 2,
    additions: [
      { exceptions: 3, addition: 0.5 },
      { exceptions: 4, addition: 1 },
    ],
  };
  expect([0, 3, 4, 40].map((count) => multiplier(count, scale))).toEqual([2, 2.5, 3, 3]);
});

const forecast = (pnl: readonly number[]) => ({
  pnl: Float64Array.from(pnl),
  valueAtRisk: Float64Array.from(pnl, () => 2),
  expectedShortfall: Float64Array.from(pnl, () => 3),
});

describe('expected shortfall', () => {
  test('losses as forecast, as often as forecast, give 0', () => {
    // One exception of exactly the shortfall in four days at p = 1/4.
    const { exceptions, z1, z2, ridge } = shortfallTests(forecast([-3, 1, 1, -2]), 0.25);
    // The loss equal to VaR is none; ridge: ((3 − 2 − 1/0.25) + 3 × (3 − 2)) ÷ 3 ÷ 4 = 0.
    expect({ exceptions, z1, z2 }).toEqual({ exceptions: 1, z1: 0, z2: 0 });
    expect(ridge).toBeCloseTo(0, 14);
  });

  test('without an exception the conditional test says nothing, the other says cautious', () => {
    expect(shortfallTests(forecast([1, 2, 3]), 0.25)).toMatchObject({ z1: null, z2: 1 });
  });

  test('the simulated p-value repeats with its seed and falls with worse losses', () => {
    const settings = { draws: 2000, seed: 1 };
    const mild = shortfallPValue(forecast([-3, 1, 1, 1]), 0.25, settings);
    const wild = shortfallPValue(forecast([-9, -9, 1, 1]), 0.25, settings);
    expect(shortfallPValue(forecast([-3, 1, 1, 1]), 0.25, settings)).toEqual(mild);
    expect(wild.pValue).toBeLessThan(mild.pValue);
  });

  test('scores by hand', () => {
    // v = −2, e = −3, p = 1/4, y = −4: −(1/(−0.75)) × … = v/e + ln 3 − 1 + 2/0.75
    expect(jointScores(forecast([-4]), 0.25)[0]).toBeCloseTo(
      2 / 3 + Math.log(3) - 1 + 2 / 0.75,
      12,
    );
    expect([...quantileScores(forecast([-4, 2]), 0.25)]).toEqual([1.5, 1]);
  });
});

test('a duel of two models turns its sign with their order, and none is won against oneself', () => {
  const a = Float64Array.from([1, 2, 3, 1]);
  const b = Float64Array.from([2, 2, 1, 0]);
  const first = scoreDuel(a, b, 1);
  const second = scoreDuel(b, a, 1);
  if (!first.ok || !second.ok) expect.fail('both are defined');
  expect(first.value.statistic).toBeCloseTo(-second.value.statistic, 12);
  expect(scoreDuel(a, a, 0)).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
});
