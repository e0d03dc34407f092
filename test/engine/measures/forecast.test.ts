import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { volatilityModels } from '../../../src/engine/contract/forecast.ts';
import { volatilityPath } from '../../../src/engine/measures/filtered-history.ts';
import { callScore, rankedScore } from '../../../src/engine/measures/forecast/scores.ts';
import { forecasters } from '../../../src/engine/measures/forecast/volatility-models.ts';
import {
  modelRun,
  volatilityForecasts,
} from '../../../src/engine/measures/forecast/volatility-track.ts';
import { garchFit } from '../../../src/engine/measures/volatility/garch-fit.ts';
import { garchPath, varianceForecast } from '../../../src/engine/measures/volatility/garch.ts';
import type { PriceSeries } from '../../../src/engine/model/market.ts';
import { normalDraw } from '../../../src/engine/numeric/random/draws.ts';
import { mersenneTwister } from '../../../src/engine/numeric/random/mersenne-twister.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';
import { aRiskInput } from '../../support/risk-input.ts';
import '../../support/property-seed.ts';

function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

const { measures } = aRiskInput().parameters;
const settings = { decay: 0.97, week: 7, month: 30 };

/** Returns whose variance clusters. */
function clustered(n: number, seed: number): Float64Array {
  const random = mersenneTwister(seed);
  let variance = 4e-4;
  return Float64Array.from({ length: n }, () => {
    const r = Math.sqrt(variance) * normalDraw(random);
    variance = 8e-6 + 0.1 * r * r + 0.88 * variance;
    return r;
  });
}

describe('the ranked score', () => {
  const outcomes = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  });

  test('is the integral of the squared distance of distribution functions', () => {
    fc.assert(
      fc.property(outcomes, fc.double({ min: -6, max: 6, noNaN: true }), (values, came) => {
        const sorted = Float64Array.from(values).toSorted();
        const edges = [...sorted, came].toSorted((a, b) => a - b);
        let integral = 0;
        for (let i = 1; i < edges.length; i++) {
          const [from, to] = [edges[i - 1]!, edges[i]!];
          const middle = (from + to) / 2;
          const below = sorted.filter((x) => x <= middle).length / sorted.length;
          integral += (to - from) * (below - (came <= middle ? 1 : 0)) ** 2;
        }
        expect(rankedScore(sorted, came)).toBeCloseTo(integral, 9);
      }),
    );
  });

  test('of a certain forecast is how far it was off', () => {
    expect(rankedScore(Float64Array.of(3), 1)).toBe(2);
  });
});

test('calls by hand: two at a half of which one came, one at nothing that did not', () => {
  const score = callScore('1 day', [
    { probability: 0.5, happened: true },
    { probability: 0.5, happened: false },
    { probability: 0, happened: false },
    { probability: 1, happened: true },
  ]);
  expect(score).toMatchObject({ count: 4, happened: 2, forecast: 0.5, brier: 0.125 });
  expect(score.reliability).toEqual([
    { from: 0, to: 0.001, count: 1, forecast: 0, happened: 0 },
    { from: 0.5, to: 1, count: 3, forecast: 2 / 3, happened: 2 / 3 },
  ]);
});

describe('volatility models', () => {
  const returns = clustered(600, 3);

  test('EWMA is the path that filters history, day by day', () => {
    const path = volatilityPath(returns, { decay: 0.97, seed: 30 });
    const ewma = forecasters.ewma(settings);
    value(ewma.fit(returns.subarray(0, 400)));
    for (let t = 400; t < 600; t++) {
      expect(ewma.next().day).toBeCloseTo(path[t]! ** 2, 12);
      ewma.observe(returns[t]!);
    }
  });

  test.each([
    ['garch', { asymmetric: false, law: 'normal' }],
    ['gjr', { asymmetric: true, law: 'student' }],
  ] as const)('%s goes on by its own recursion from the fit', (model, of) => {
    const past = returns.subarray(0, 400);
    const fit = value(garchFit(past, of));
    const garch = forecasters[model](settings);
    value(garch.fit(past));
    expect(garch.next().day).toBe(fit.next);
    const week = varianceForecast(fit.parameters, fit.next, 7).reduce((a, b) => a + b, 0);
    expect(garch.next().week).toBeCloseTo(week, 15);
    garch.observe(returns[400]!);
    // The start of the path fades with the persistence: after 400 days nothing of it is left.
    const next = garchPath(returns.subarray(0, 401), fit.parameters).variances.at(-1)!;
    expect(garch.next().day / next).toBeCloseTo(1, 3);
  });

  test('HAR forecasts the published level', () => {
    const { cases } = JSON.parse(
      readFileSync(new URL('../../vectors/vol_forecast.json', import.meta.url), 'utf8'),
    ) as {
      readonly cases: readonly {
        readonly kind: string;
        readonly log: boolean;
        readonly lags: readonly [number, number, number];
        readonly rv_oldest_first: readonly number[];
        readonly expected: { readonly forecast_level: number };
      }[];
    };
    const usable = cases.filter(({ kind, log }) => kind === 'har' && !log);
    expect(usable.length).toBeGreaterThan(0);
    for (const { lags, rv_oldest_first: rv, expected } of usable) {
      const har = forecasters.har({ decay: 0.97, week: lags[1], month: lags[2] });
      value(har.fit(Float64Array.from(rv, Math.sqrt)));
      expect(har.next().day / expected.forecast_level).toBeCloseTo(1, 8);
    }
  });

  test.each(volatilityModels)('%s: no past forecast changes when what came later does', (model) => {
    const changed = returns.map((r, t) => (t >= 560 ? -3 * r : r));
    const run = (of: Float64Array) =>
      value(modelRun(model, of, 450, { ...measures, lookback: 500 }, 7, 30)).past;
    const [before, after] = [run(returns), run(changed)];
    expect(after.slice(0, 111)).toEqual(before.slice(0, 111));
    expect(after[112]).not.toEqual(before[112]);
  });
});

describe('forecasts of an asset', () => {
  const seriesOf = (returns: Float64Array): PriceSeries => {
    const closes = new Float64Array(returns.length + 1).fill(100);
    returns.forEach((r, i) => {
      closes[i + 1] = closes[i]! * Math.exp(r);
    });
    return { asset: asset('BTC'), days: Int32Array.from(closes.keys()), closes, source: 'test' };
  };

  test('find the volatility of returns that have one, and say which model did best', () => {
    const random = mersenneTwister(4);
    const returns = Float64Array.from({ length: 600 }, () => 0.02 * normalDraw(random));
    const { forecasts, best, days } = value(volatilityForecasts(seriesOf(returns), measures));
    expect(days).toBe(250);
    expect(forecasts.map(({ model }) => model)).toEqual([...volatilityModels]);
    for (const { day, week, dayLoss } of forecasts) {
      expect(day).toBeGreaterThan(0.014);
      expect(day).toBeLessThan(0.027);
      expect(week / day).toBeGreaterThan(2.3);
      // A perfect forecast's mean loss is ln σ² + 1.
      expect(dayLoss).toBeCloseTo(Math.log(4e-4) + 1, 0);
    }
    const least = Math.min(...forecasts.map(({ dayLoss }) => dayLoss));
    expect(forecasts.find(({ model }) => model === best)?.dayLoss).toBe(least);
  });

  test('need a history', () => {
    const found = volatilityForecasts(seriesOf(clustered(200, 1)), measures);
    expect(found.ok).toBe(false);
  });
});
