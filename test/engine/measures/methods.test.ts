import { describe, expect, test } from 'vitest';
import type { MethodMeasure, MethodReport } from '../../../src/engine/contract/methods.ts';
import { risesWithin } from '../../../src/engine/measures/cornish-fisher.ts';
import { simulatedScenarios } from '../../../src/engine/measures/methods/copula-scenarios.ts';
import { factorSensitivities } from '../../../src/engine/measures/methods/factor-sensitivities.ts';
import { overHorizon } from '../../../src/engine/measures/methods/horizon.ts';
import { riskByMethod } from '../../../src/engine/measures/methods/report.ts';
import { usualMethods, type MethodSettings } from '../../../src/engine/measures/methods/slice.ts';
import { mersenneTwister } from '../../../src/engine/numeric/random/mersenne-twister.ts';
import { normalDraw } from '../../../src/engine/numeric/random/draws.ts';
import { linesOf, run, type RiskInput } from '../../../src/engine/run.ts';
import type { JointReturns } from '../../../src/engine/scenarios/history.ts';
import { unitColumns } from '../../../src/engine/scenarios/pnl.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';
import { aRiskInput } from '../../support/risk-input.ts';

function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

function report(input: RiskInput, settings: Partial<MethodSettings> = {}): MethodReport {
  const { history, parameters, asOf } = input;
  const all = { ...usualMethods, draws: 4_000, ...settings };
  return value(riskByMethod(linesOf(input), history, parameters, asOf, all));
}

const of = (
  { measures }: MethodReport,
  method: MethodMeasure['method'],
  horizon = 1,
  tail = '0.025',
): MethodMeasure => {
  const found = measures.find(
    (one) => one.method === method && one.horizon === horizon && one.tail === tail,
  );
  if (found === undefined) throw new Error(`no ${method} over ${horizon} days`);
  return found;
};

const twoAssets = (values: readonly number[]): JointReturns => ({
  assets: [asset('BTC'), asset('ETH')],
  rows: values.length / 2,
  values: Float64Array.from(values),
  days: Int32Array.from({ length: values.length / 2 }, (_, i) => 20_000 + i),
  notes: [],
  excluded: [],
});

/** A book without options: its P&L follows from its deltas and little else. */
function linear(): RiskInput {
  const input = aRiskInput();
  const kept = input.book.instruments.filter(({ kind }) => kind !== 'option');
  const ids = new Set(kept.map(({ id }) => id));
  const positions = input.book.positions.filter(({ instrument }) => ids.has(instrument));
  return { ...input, book: { ...input.book, instruments: kept, positions } };
}

test('returns of several days are sums of every run of days, by hand', () => {
  const three = overHorizon(twoAssets([1, 10, 2, 20, 3, 30, 4, 40]), 3);
  expect([...three.values]).toEqual([6, 60, 9, 90]);
  expect([...three.days]).toEqual([20_002, 20_003]);
  expect(overHorizon(twoAssets([1, 10]), 3).rows).toBe(0);
});

test('derivatives are those of the value in log prices, cross terms included', () => {
  // V = 5 a b² of the price factors a and b: in logs ∂a = 5, ∂b = 10, ∂aa = 5, ∂bb = 20, ∂ab = 10
  const { delta, gamma } = factorSensitivities([asset('A'), asset('B')], [[0, 1]], (set) =>
    Float64Array.from({ length: set.labels.length }, (_, s) => {
      const [a, b] = [set.prices[s]!, set.prices[set.labels.length + s]!];
      return 5 * a * b ** 2 - 5;
    }),
  );
  expect(delta[0]).toBeCloseTo(5, 4);
  expect(delta[1]).toBeCloseTo(10, 4);
  expect(gamma[0]).toBeCloseTo(5, 3);
  expect(gamma[3]).toBeCloseTo(20, 3);
  expect(gamma[1]).toBeCloseTo(10, 3);
  expect(gamma[2]).toBe(gamma[1]);
});

describe('a book by every method', () => {
  const input = aRiskInput();
  const found = report(input);

  test('the filtered figures over a day are the headline figures', () => {
    const { risk } = run(input);
    const { valueAtRisk, expectedShortfall } = value(risk);
    expect(of(found, 'filtered', 1, '0.01')).toMatchObject({
      valueAtRisk: expect.closeTo(valueAtRisk.value, 6),
      scenario: valueAtRisk.scenario,
      low: expect.closeTo(valueAtRisk.low ?? Number.NaN, 6),
    });
    expect(of(found, 'filtered', 1, '0.025').expectedShortfall).toBeCloseTo(
      expectedShortfall.value,
      6,
    );
  });

  test('every method, tail and horizon is answered or says why not', () => {
    const { methods, tails, horizons } = usualMethods;
    const answered = found.measures.length / tails.length + found.failed.length;
    expect(answered).toBe(methods.length * horizons.length);
    for (const { failure } of found.failed) expect(failure.message).not.toBe('');
  });

  test('a smaller tail loses more, and a shortfall is no less than its VaR', () => {
    for (const one of found.measures) {
      if (one.expectedShortfall !== null) {
        expect(one.expectedShortfall).toBeGreaterThanOrEqual(one.valueAtRisk);
      }
      const wider = of(found, one.method, one.horizon, '0.025');
      if (one.tail === '0.01') expect(one.valueAtRisk).toBeGreaterThanOrEqual(wider.valueAtRisk);
    }
  });

  test('overlapping windows have no interval and say so; the same seed gives the same draws', () => {
    const ten = of(found, 'plain', 10);
    expect(ten).toMatchObject({ low: null, high: null, standardError: null });
    expect(ten.note).toContain('overlapping windows of 10 days');
    const again = report(input, { methods: ['copula'] });
    expect(of(again, 'copula')).toEqual(of(found, 'copula'));
    expect(of(report(input, { methods: ['copula'], seed: 1 }), 'copula').valueAtRisk).not.toBe(
      of(found, 'copula').valueAtRisk,
    );
  });

  test('a horizon longer than the history, and an empty slice, are refused', () => {
    const long = report(input, { horizons: [300], methods: ['plain', 'parametric'] });
    expect(long.failed).toMatchObject([{ method: 'plain', horizon: 300 }]);
    const { history, parameters, asOf } = input;
    expect(riskByMethod([], history, parameters, asOf, usualMethods).ok).toBe(false);
  });
});

describe('a book without options', () => {
  const found = report(linear());

  test('gammas of a linear book are those of its prices alone: close to the parametric figure', () => {
    const [a, b] = [of(found, 'parametric'), of(found, 'delta-gamma')];
    expect(Math.abs(a.valueAtRisk / b.valueAtRisk - 1)).toBeLessThan(0.05);
  });

  test('parametric risk grows by the root of time', () => {
    const [day, ten] = [of(found, 'parametric', 1), of(found, 'parametric', 10)];
    expect(ten.valueAtRisk / day.valueAtRisk).toBeCloseTo(Math.sqrt(10), 9);
  });
});

test('draws of the copula keep today’s volatility and the correlation of the ranks', () => {
  const random = mersenneTwister(7);
  const values: number[] = [];
  for (let day = 0; day < 800; day++) {
    const [x, y] = [normalDraw(random), normalDraw(random)];
    values.push(0.02 * x, 0.03 * (0.8 * x + 0.6 * y));
  }
  const settings = { draws: 20_000, seed: 3, decay: 0.999, filterSeed: 400 };
  const { set, freedom } = value(simulatedScenarios(twoAssets(values), 1, settings));
  expect(freedom).toBeGreaterThan(15);
  const [a, b] = [set.prices.slice(0, 20_000), set.prices.slice(20_000)].map((row) =>
    row.map(Math.log),
  );
  const moment = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, one, i) => sum + one * y[i]!, 0) / x.length;
  const deviations = [moment(a!, a!), moment(b!, b!)].map(Math.sqrt);
  expect(Math.abs(deviations[0]! / 0.02 - 1)).toBeLessThan(0.06);
  expect(Math.abs(deviations[1]! / 0.03 - 1)).toBeLessThan(0.06);
  expect(moment(a!, b!) / (deviations[0]! * deviations[1]!)).toBeCloseTo(0.8, 1);
});

test('what a part adds to the book is the shortfall with it less that without it', () => {
  const input = linear();
  const whole = value(run(input).risk);
  const ether = whole.byUnderlying.find(({ label }) => label === 'ETH');
  const without = report(
    {
      ...input,
      book: {
        ...input.book,
        positions: input.book.positions.filter(({ instrument }) => !instrument.includes('ETH')),
      },
    },
    { methods: ['filtered'] },
  );
  const rest = of(without, 'filtered', 1, whole.expectedShortfall.tail).expectedShortfall ?? 0;
  expect(ether?.incremental).toBeCloseTo(whole.expectedShortfall.value - rest, 6);
});

test('the sum of a slice’s lines in the bumped scenarios is its own revaluation', () => {
  const lines = linesOf(aRiskInput());
  expect(
    unitColumns(
      lines.map(({ unit }) => unit),
      {
        kind: 'grid',
        labels: ['still'],
        assets: [asset('BTC')],
        prices: Float64Array.of(1),
        volatilities: Float64Array.of(1),
      },
    ).values.every((one) => Math.abs(one) < 1e-9),
  ).toBe(true);
});

test('the expansion is trusted where it rises, by hand', () => {
  // slope at z: 1 + z S ÷ 3 + (z² − 1) K ÷ 8 − (6 z² − 5) S² ÷ 36
  expect(risesWithin({ skew: 0, excessKurtosis: 0 }, 5)).toBe(true);
  // at z = −5: 1 − 5 ÷ 3 + 24 × 0 − 145 ÷ 36 < 0
  expect(risesWithin({ skew: 1, excessKurtosis: 0 }, 5)).toBe(false);
  // at z = 0: 1 − 9 ÷ 8 < 0, though it rises at both ends
  expect(risesWithin({ skew: 0, excessKurtosis: 9 }, 5)).toBe(false);
  // a little skewness falls only far out
  expect(risesWithin({ skew: 0.05, excessKurtosis: 0 }, 5)).toBe(true);
});
