import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logCopulaDensity, studentScores } from '../../../src/engine/measures/copula/density.ts';
import { ellipticalRisk } from '../../../src/engine/measures/copula/elliptical-risk.ts';
import { copulaFit, definiteFactor } from '../../../src/engine/measures/copula/fit.ts';
import { marginTransform } from '../../../src/engine/measures/copula/margin-transform.ts';
import {
  averageRanks,
  kendallTau,
  spearmanRho,
} from '../../../src/engine/measures/copula/rank-correlation.ts';
import { simulatedPnl } from '../../../src/engine/measures/copula/simulated-pnl.ts';
import { simulatedReturns } from '../../../src/engine/measures/copula/simulation.ts';
import { valueAtRisk } from '../../../src/engine/measures/value-at-risk.ts';
import { studentCumulative, studentQuantile } from '../../../src/engine/numeric/special/student.ts';

const pair = Float64Array.from([1, 0.5, 0.5, 1]);

describe('rank correlation', () => {
  test('by hand, with ties', () => {
    expect([...averageRanks(Float64Array.from([10, 20, 10, 30]))]).toEqual([1.5, 3, 1.5, 4]);
    const x = Float64Array.from([1, 2, 3]);
    // Pairs of (1,1), (2,3), (3,2): two concordant, one not.
    expect(kendallTau(x, Float64Array.from([1, 3, 2]))).toBeCloseTo(1 / 3, 14);
    // 1 − 6 Σd² ÷ (n (n² − 1)) with d = 0, 1, 1
    expect(spearmanRho(x, Float64Array.from([1, 3, 2]))).toBeCloseTo(0.5, 14);
    expect(kendallTau(x, Float64Array.from([7, 7, 7]))).toBeNull();
    expect(spearmanRho(x, Float64Array.from([7, 7, 7]))).toBeNull();
  });

  test('does not change under any rising map', () => {
    const pairs = fc.array(
      fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })),
      {
        minLength: 3,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(pairs, (points) => {
        const x = Float64Array.from(points, ([a]) => a);
        const y = Float64Array.from(points, ([, b]) => b);
        expect(
          kendallTau(
            x.map((v) => v ** 3 + v),
            y,
          ),
        ).toBe(kendallTau(x, y));
        expect(
          spearmanRho(
            x.map((v) => v ** 3 + v),
            y,
          ),
        ).toBe(spearmanRho(x, y));
      }),
    );
  });
});

test('a margin’s number has the probability of the number it comes from', () => {
  const [freedom, margin] = [4, { freedom: 7, deviation: 2 }];
  const scale = 2 * Math.sqrt(5 / 7);
  const transform = marginTransform(freedom, margin);
  for (const x of [-300, -8, -1.3, -0.01, 0, 0.004, 0.7, 5.5, 90]) {
    const exact = scale * studentQuantile(studentCumulative(-Math.abs(x), freedom), 7);
    expect(transform(x) / scale).toBeCloseTo((Math.sign(-x) * exact) / scale, 5);
  }
});

test('a copula without dependence has density 1 in the limit of many degrees of freedom', () => {
  const factor = definiteFactor(Float64Array.from([1, 0, 0, 1]), 2);
  if (!factor.ok) expect.fail(factor.failure.message);
  const scores = studentScores(Float64Array.from([0.3, 0.8]), 1e5);
  expect(logCopulaDensity(scores, factor.value, 1e5)).toBeCloseTo(0, 4);
  expect(definiteFactor(Float64Array.from([1, 1, 1, 1]), 2)).toMatchObject({ ok: false });
});

describe('simulation', () => {
  const model = {
    freedom: 5,
    correlation: pair,
    margins: [
      { freedom: 5, deviation: 0.02 },
      { freedom: 5, deviation: 0.03 },
    ],
  };

  test.each(['random', 'sobol'] as const)(
    '%s draws repeat with their seed and meet the exact law',
    (source) => {
      const settings = { draws: 30_000, seed: 7, source };
      const returns = simulatedReturns(model, settings);
      if (!returns.ok) expect.fail(returns.failure.message);
      expect(simulatedReturns(model, settings)).toEqual(returns);
      // Linear in the logarithms here, so that the multivariate t law is exact.
      const pnl = Float64Array.from(
        { length: 30_000 },
        (_, draw) => 100 * returns.value[2 * draw]! - 50 * returns.value[2 * draw + 1]!,
      );
      const scale = Math.sqrt(3 / 5);
      const exact = ellipticalRisk(
        Float64Array.from([100, -50]),
        Float64Array.from([0.02 * scale, 0.03 * scale]),
        pair,
        5,
        '0.01',
      );
      const found = valueAtRisk(pnl, '0.01');
      expect(found.low!).toBeLessThanOrEqual(exact.valueAtRisk);
      expect(found.high!).toBeGreaterThanOrEqual(exact.valueAtRisk);
    },
  );

  test('refuses what is no correlation', () => {
    const indefinite = { ...model, correlation: Float64Array.from([1, 2, 2, 1]) };
    expect(simulatedReturns(indefinite, { draws: 10, seed: 1, source: 'random' })).toMatchObject({
      ok: false,
      failure: { reason: 'not-applicable' },
    });
  });

  test('an option at expiry gains its intrinsic value', () => {
    // Spot 100 moves to 110 by the one return there is.
    const pnl = simulatedPnl(Float64Array.from([Math.log(1.1)]), Float64Array.from([0]), [
      {
        underlying: 0,
        spot: 100,
        strike: 105,
        years: 0,
        volatility: 0.5,
        rate: 0,
        right: 'call',
        quantity: 2,
        valueBefore: 3,
      },
    ]);
    expect(pnl[0]).toBeCloseTo(2 * (5 - 3), 10);
  });

  test('a fit finds the copula that made the returns', () => {
    const returns = simulatedReturns(model, { draws: 1500, seed: 3, source: 'random' });
    if (!returns.ok) expect.fail(returns.failure.message);
    const fit = copulaFit(returns.value, 1500, 2);
    if (!fit.ok) expect.fail(fit.failure.message);
    expect(fit.value.correlation[1]).toBeCloseTo(0.5, 1);
    expect(fit.value.freedom).toBeGreaterThan(3.5);
    expect(fit.value.freedom).toBeLessThan(8);
  });
});
