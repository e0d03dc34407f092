import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { coveragePower, coverageTest } from '../../../engine/measures/backtest/coverage.ts';
import { exceptionClustering } from '../../../engine/measures/backtest/independence.ts';
import {
  jointScores,
  quantileScores,
  scoreDuel,
} from '../../../engine/measures/backtest/scores.ts';
import {
  shortfallPValue,
  shortfallTests,
  type ShortfallSeries,
} from '../../../engine/measures/backtest/shortfall-tests.ts';
import {
  multiplier,
  trafficLight,
  type MultiplierScale,
} from '../../../engine/measures/backtest/traffic-light.ts';
import { settledTail } from '../../../engine/measures/tail.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { seed, series, tail } from './fields.ts';
import { measureKind, type Answer, type MeasureKind } from './kind.ts';

const scaleDocument = z.object({
  scales: z
    .array(
      z.object({
        name: z.string(),
        from: z.string(),
        source: z.string(),
        base: z.number(),
        additions: z.array(z.object({ exceptions: z.number().int(), addition: z.number() })),
      }),
    )
    .min(1),
});

const loadScales = (): readonly MultiplierScale[] =>
  scaleDocument.parse(
    JSON.parse(
      readFileSync(join(resourcesFolder(), 'regulation', 'backtest-multipliers.json'), 'utf8'),
    ),
  ).scales;

/** The regulators' multipliers speak of 250 days at 99 % only. */
function multipliers(exceptions: number, days: number, p: number): Answer {
  if (days !== 250 || p !== 0.01) return {};
  return {
    multipliers: loadScales().map((scale) => ({
      scale: scale.name,
      multiplier: multiplier(exceptions, scale),
      source: scale.source,
    })),
  };
}

function coverageFigures(exceptions: number, days: number, p: number): Answer {
  return {
    days,
    exceptions,
    expected: days * p,
    zone: trafficLight(exceptions, days, p),
    coverage: { ...coverageTest(exceptions, days, p) },
    powerAgainstDouble:
      2 * p < 1 ? coveragePower({ days, tail: p, actual: 2 * p, size: 0.05 }) : null,
    ...multipliers(exceptions, days, p),
  };
}

/** A count of exceptions: Kupiec, traffic light, multipliers, power. */
export const exceptions: MeasureKind = measureKind(
  z
    .object({ days: z.number().int().min(1), exceptions: z.number().int().min(0), tail })
    .refine((request) => request.exceptions <= request.days, {
      message: 'there are more exceptions than days',
    }),
  ({ days, exceptions: count, tail: at }) =>
    ok(coverageFigures(count, days, settledTail(at).value)),
);

const forecasts = z
  .object({
    pnl: series,
    valueAtRisk: series,
    expectedShortfall: z.array(z.number().gt(0)).optional(),
  })
  .refine(
    ({ pnl, valueAtRisk, expectedShortfall }) =>
      pnl.length === valueAtRisk.length &&
      (expectedShortfall === undefined || expectedShortfall.length === pnl.length),
    { message: 'P&L and forecasts must have a value for every day' },
  );

/** A VaR forecast against what came, and the expected shortfall where one is given. */
export const backtest: MeasureKind = measureKind(
  z.object({
    series: forecasts,
    tail,
    draws: z.number().int().min(1).max(1_000_000).default(10_000),
    seed,
  }),
  ({ series: given, tail: at, ...simulation }) => {
    const p = settledTail(at).value;
    const hits = given.pnl.map((pnl, day) => pnl < -given.valueAtRisk[day]!);
    const { exceptions: count, transitions, first, ...tests } = exceptionClustering(hits, p);
    return ok({
      tail: at,
      ...coverageFigures(count, hits.length, p),
      transitions: [...transitions],
      independence: { ...tests.independence },
      conditionalCoverage: { ...tests.conditional },
      firstException: first,
      exceptionDays: hits.flatMap((hit, day) => (hit ? [day] : [])),
      ...(given.expectedShortfall !== undefined && {
        shortfall: shortfallAnswer(
          {
            pnl: Float64Array.from(given.pnl),
            valueAtRisk: Float64Array.from(given.valueAtRisk),
            expectedShortfall: Float64Array.from(given.expectedShortfall),
          },
          p,
          simulation,
        ),
      }),
    });
  },
);

function shortfallAnswer(
  of: ShortfallSeries,
  p: number,
  simulation: { readonly draws: number; readonly seed: number },
): Answer {
  const { exceptions: _, ...tests } = shortfallTests(of, p);
  return {
    ...tests,
    z2Simulated: { ...shortfallPValue(of, p, simulation) },
    meanJointScore: mean(jointScores(of, p)),
    meanQuantileScore: mean(quantileScores(of, p)),
  };
}

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Two models' daily scores against each other. */
export const duel: MeasureKind = measureKind(
  z
    .object({ first: series, second: series, lags: z.number().int().min(0).default(0) })
    .refine(({ first, second }) => first.length === second.length, {
      message: 'both models must have a score for every day',
    }),
  ({ first, second, lags }) => {
    const found = scoreDuel(Float64Array.from(first), Float64Array.from(second), lags);
    return found.ok ? ok({ ...found.value }) : found;
  },
);
