import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coveragePower } from '../../../src/engine/measures/backtest/coverage.ts';
import { backtestReport, usualBacktest } from '../../../src/engine/measures/backtest/report.ts';
import { rollingForecasts, type Epoch } from '../../../src/engine/measures/backtest/rolling.ts';
import { worlds } from '../../../src/engine/measures/backtest/simulated-histories.ts';
import { backtests, type Forecasts } from '../../../src/engine/measures/backtest/tests.ts';
import type { PriceSeries } from '../../../src/engine/model/market.ts';
import type { Line } from '../../../src/engine/netting/lines.ts';
import { normalDraw } from '../../../src/engine/numeric/random/draws.ts';
import { mersenneTwister } from '../../../src/engine/numeric/random/mersenne-twister.ts';
import { linesOf } from '../../../src/engine/run.ts';
import { normalCumulative, normalQuantile } from '../../../src/engine/numeric/special/normal.ts';
import { binomialCdf } from '../../../src/engine/measures/binomial.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';
import { aRiskInput } from '../../support/risk-input.ts';
import '../../support/property-seed.ts';

function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

const input = aRiskInput();
const lines = linesOf(input);
const always = (held: readonly Line[]): readonly Epoch[] => [{ from: -Infinity, lines: held }];
const { measures } = input.parameters;

/** Log returns as closes from 100 on, a day each from day 0. */
function closesOf(code: string, returns: Float64Array): PriceSeries {
  const closes = new Float64Array(returns.length + 1).fill(100);
  returns.forEach((r, i) => {
    closes[i + 1] = closes[i]! * Math.exp(r);
  });
  return { asset: asset(code), days: Int32Array.from(closes.keys()), closes, source: code };
}

function draws(n: number, seed: number): Float64Array {
  const random = mersenneTwister(seed);
  return Float64Array.from({ length: n }, () => 0.02 * normalDraw(random));
}

/** A thousand dollars of bitcoin: its P&L is that of one return. */
const coin: Line = {
  ...lines[0]!,
  quantity: 1,
  unit: {
    key: 'coin',
    underlying: asset('BTC'),
    settlement: asset('BTC'),
    value: { kind: 'held', slope: 1_000 },
  },
};

test('no forecast changes when what came on its day or later does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 255, max: 318 }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (from, factor) => {
        const changed = input.history.map((one) => ({
          ...one,
          closes: one.closes.map((close, i) =>
            i >= from ? close * factor ** (i - from + 1) : close,
          ),
        }));
        const before = value(rollingForecasts(always(lines), input.history, measures));
        const after = value(rollingForecasts(always(lines), changed, measures));
        const day = input.history[0]!.days[from]!;
        for (const method of ['filtered', 'plain'] as const) {
          before.days.forEach((of, t) => {
            if (of <= day) expect(after.outcomes[method][t]).toEqual(before.outcomes[method][t]);
          });
        }
        expect([...before.days].some((of) => of === day)).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});

test('a P&L is that of the day alone: the first by hand', () => {
  const returns = draws(300, 1);
  const { pnl, days } = value(
    rollingForecasts(always([coin]), [closesOf('BTC', returns)], measures),
  );
  expect(days[0]).toBe(251);
  expect(pnl[0]).toBeCloseTo(1_000 * (Math.exp(returns[250]!) - 1), 9);
  expect(pnl).toHaveLength(50);
});

test('what is held from a day on is forecast from its close on, and not before', () => {
  const returns = draws(400, 2);
  const twice = { ...coin, quantity: 2 };
  const epochs = [
    { from: 300, lines: [coin] },
    { from: 350, lines: [twice] },
  ];
  const { days, pnl } = value(rollingForecasts(epochs, [closesOf('BTC', returns)], measures));
  expect(days[0]).toBe(301);
  const earned = (day: number): number => 1_000 * (Math.exp(returns[day - 1]!) - 1);
  expect(pnl[349 - 301]).toBeCloseTo(earned(349), 9);
  expect(pnl[351 - 301]).toBeCloseTo(2 * earned(351), 9);
});

test('filtered outcomes of one asset are the published ones', () => {
  const { cases } = JSON.parse(
    readFileSync(new URL('../../vectors/fhs_ewma.json', import.meta.url), 'utf8'),
  ) as {
    readonly cases: readonly {
      readonly lambda: number;
      readonly seed_n: number;
      readonly returns_oldest_first: readonly number[];
      readonly expected: { readonly 'full_exposure+1000000_p0.05': { readonly var: number } };
    }[];
  };
  const usable = cases.filter(({ seed_n }) => seed_n === 30);
  expect(usable.length).toBeGreaterThan(0);
  for (const { lambda, returns_oldest_first: given, expected } of usable) {
    // Two more days: the first forecast from all given returns is for the day after them.
    const returns = Float64Array.from([...given, 0.01, -0.01]);
    const settings = {
      ...measures,
      fewest: given.length,
      lookback: given.length,
      decay: lambda as typeof measures.decay,
    };
    const { outcomes } = value(
      rollingForecasts(always([coin]), [closesOf('BTC', returns)], settings),
    );
    const rank = Math.max(1, Math.ceil(given.length * 0.05 - 1e-9));
    const worst = outcomes.filtered[0]![rank - 1]!;
    // The vector's P&L is exposure × log return; a holding earns its exponential less one.
    const { var: published } = expected['full_exposure+1000000_p0.05'];
    expect(Math.log1p(worst / 1_000)).toBeCloseTo(-published / 1_000_000, 9);
  }
});

/** The normal law of deviation 20 as outcomes at its own quantiles, worst first. */
const law = Float64Array.from({ length: 1_999 }, (_, i) => 20 * normalQuantile((i + 1) / 2_000));

/** Forecasts of that law, times `factor`, beside days drawn from it. */
function forecasts(factor: number, days: number, seed: number): Forecasts {
  const all = (x: number): Float64Array => new Float64Array(days).fill(factor * 20 * x);
  return {
    outcomes: Array.from({ length: days }, () => law.map((x) => factor * x)),
    pnl: draws(days, seed).map((r) => 1_000 * r),
    // Quantiles and tail mean of the standard normal law, from tables.
    valueAtRisk: all(2.326_347_874),
    shortfall: { valueAtRisk: all(1.959_963_985), expectedShortfall: all(2.337_803_172) },
    varTail: '0.01',
    shortfallTail: '0.025',
  };
}

const simulation = { draws: 1_500, seed: 5489 };

test('right forecasts are rejected about as seldom as each test says', () => {
  const histories = 20;
  const counts = new Map<string, { rejected: number; size: number }>();
  for (let seed = 1; seed <= histories; seed++) {
    for (const { name, rejects, power } of backtests(forecasts(1, 250, seed), {
      draws: 200,
      seed,
    })) {
      const known = counts.get(name) ?? { rejected: 0, size: 0 };
      known.rejected += rejects === true ? 1 : 0;
      known.size += power[0]!.power / histories;
      counts.set(name, known);
    }
  }
  for (const { rejected, size } of counts.values()) {
    expect(size).toBeLessThan(0.15);
    // Fewer than one chance in a thousand of more.
    expect(1 - binomialCdf(rejected - 1, histories, Math.max(size, 0.01))).toBeGreaterThan(0.001);
  }
});

test.each([1, 2, 3, 4, 5])('half-size forecasts are rejected: history %i', (seed) => {
  const rejected = backtests(forecasts(0.5, 500, seed), { draws: 300, seed })
    .filter(({ rejects }) => rejects === true)
    .map(({ name }) => name);
  expect(rejected).toEqual(
    expect.arrayContaining(['kupiec', 'conditional', 'traffic-light', 'shortfall-z2']),
  );
});

test('the power of the coverage test is the exact one', () => {
  const [kupiec] = backtests(forecasts(1, 250, 1), simulation);
  const found = new Map(kupiec!.power.map(({ against, power }) => [against, power]));
  const near = (world: string, actual: number): void => {
    const power = coveragePower({ days: 250, tail: 0.01, actual, size: 0.05 });
    const error = Math.sqrt((power * (1 - power)) / simulation.draws);
    expect(Math.abs(found.get(world)! - power)).toBeLessThan(4 * error);
  };
  near('forecasts are right', 0.01);
  near('exceptions × 2', 0.02);
  // Losses twice as large reach the VaR where the normal law passes half its quantile.
  near('losses × 2', 1 - normalCumulative(2.326_347_874 / 2));
});

test('shortfall tests reject right forecasts at their size, and larger losses more often the larger', () => {
  const tests = backtests(forecasts(1, 250, 1), simulation);
  for (const name of ['shortfall-z1', 'shortfall-z2'] as const) {
    const powers = tests.find((one) => one.name === name)!.power.map(({ power }) => power);
    expect(powers[0]).toBeGreaterThan(0.03);
    expect(powers[0]).toBeLessThan(0.06);
    expect(powers[2]).toBeGreaterThan(powers[1]!);
    expect(powers[3]).toBeGreaterThan(powers[2]!);
    expect(powers).toHaveLength(worlds.length);
  }
});

describe('a report', () => {
  const settings = { ...usualBacktest, draws: 100 };

  test('of normal returns: neither method is rejected, and exceptions are as many as they should be', () => {
    const history = [closesOf('BTC', draws(1_250, 21))];
    const report = value(backtestReport(always([coin]), history, measures, settings));
    expect(report.days).toHaveLength(1_000);
    for (const { exceptions, tests, zone } of report.methods) {
      // Ten are expected; fewer than 3 or more than 20 come once in some hundred histories.
      expect(exceptions.length).toBeGreaterThan(2);
      expect(exceptions.length).toBeLessThan(21);
      expect(zone).toBe('green');
      expect(tests.find(({ name }) => name === 'kupiec')?.rejects).toBe(false);
    }
  });

  test('of returns that are three times as large from a day on: the filtered method sees it sooner', () => {
    const wild = draws(60, 23).map((r) => 3 * r);
    const history = [closesOf('BTC', Float64Array.from([...draws(600, 22), ...wild]))];
    const { methods } = value(backtestReport(always([coin]), history, measures, settings));
    const [filtered, plain] = methods.map(({ exceptions }) => exceptions.filter((t) => t >= 350));
    expect(plain!.length).toBeGreaterThan(filtered!.length);
    // A fifth of the first wild days exceeds what the calm ones say.
    expect(plain!.length).toBeGreaterThan(4);
  });

  test('of the book: counts and days agree with its columns, and two methods are told apart', () => {
    const report = value(
      backtestReport(always(lines), input.history, { ...measures, fewest: 100 }, settings),
    );
    expect(report.methods.map(({ method }) => method)).toEqual(['filtered', 'plain']);
    for (const { exceptions, valueAtRisk, expected } of report.methods) {
      expect(valueAtRisk).toHaveLength(report.days.length);
      expect(exceptions).toEqual(
        [...report.pnl.keys()].filter((t) => report.pnl[t]! < -valueAtRisk[t]!),
      );
      expect(expected).toBeCloseTo(report.days.length / 100, 12);
    }
    expect(report.duel.ok).toBe(true);
    expect(report.interpolation).toBeLessThan(1e-6);
  });

  test('one method alone has no duel', () => {
    const found = value(
      backtestReport(always(lines), input.history, measures, { ...settings, methods: ['plain'] }),
    );
    expect(found.duel.ok).toBe(false);
  });

  test.each([
    [always([]), 'nothing is held'],
    [[{ from: 99_999, lines }], '0 days to test'],
  ])('nothing to test is said', (epochs, message) => {
    const found = backtestReport(epochs, input.history, measures, settings);
    if (found.ok) throw new Error('nothing can be tested');
    expect(found.failure.message).toContain(message);
  });
});

test('statistics are the published ones whatever the forecasts stand on', () => {
  const { cases } = JSON.parse(
    readFileSync(new URL('../../vectors/backtests.json', import.meta.url), 'utf8'),
  ) as {
    readonly cases: readonly {
      readonly kind: string;
      readonly tail_prob: number;
      readonly pnl: readonly number[];
      readonly var: readonly number[];
      readonly es: readonly number[];
      readonly expected: { readonly z1: number | null; readonly z2: number };
    }[];
  };
  const series = cases.filter(({ kind }) => kind === 'acerbi_szekely');
  expect(series.length).toBeGreaterThan(0);
  for (const { tail_prob, pnl, var: valueAtRisk, es, expected } of series) {
    const tests = backtests(
      {
        outcomes: pnl.map(() => law),
        pnl: Float64Array.from(pnl),
        valueAtRisk: Float64Array.from(valueAtRisk),
        shortfall: {
          valueAtRisk: Float64Array.from(valueAtRisk),
          expectedShortfall: Float64Array.from(es),
        },
        varTail: String(tail_prob),
        shortfallTail: String(tail_prob),
      },
      { draws: 10, seed: 1 },
    );
    const statistic = (name: string): number | null | undefined =>
      tests.find((one) => one.name === name)?.statistic;
    if (expected.z1 === null) expect(statistic('shortfall-z1')).toBeNull();
    else expect(statistic('shortfall-z1')).toBeCloseTo(expected.z1, 9);
    expect(statistic('shortfall-z2')).toBeCloseTo(expected.z2, 9);
  }
});
