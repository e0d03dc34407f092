import { z } from 'zod';
import { logCopulaDensity, studentScores } from '../../../engine/measures/copula/density.ts';
import { ellipticalRisk } from '../../../engine/measures/copula/elliptical-risk.ts';
import { copulaFit, definiteFactor } from '../../../engine/measures/copula/fit.ts';
import {
  copulaCorrelation,
  kendallTau,
  spearmanRho,
} from '../../../engine/measures/copula/rank-correlation.ts';
import { simulatedPnl } from '../../../engine/measures/copula/simulated-pnl.ts';
import { simulatedReturns } from '../../../engine/measures/copula/simulation.ts';
import { expectedShortfall } from '../../../engine/measures/expected-shortfall.ts';
import { valueAtRisk } from '../../../engine/measures/value-at-risk.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { seed, series, square, table, tails } from './fields.ts';
import { measureKind, rowsOf, type Answer, type MeasureKind } from './kind.ts';

/** A simulated shortfall that is known no better than this is not shown. */
const mostError = 0.05;

function simulatedFigures(pnl: Float64Array, at: string): Answer {
  const quantile = valueAtRisk(pnl, at);
  const { value, standardError } = expectedShortfall(pnl, at);
  const known = standardError <= mostError * Math.abs(value);
  return {
    tail: at,
    valueAtRisk: quantile.value,
    low: quantile.low,
    high: quantile.high,
    expectedShortfall: known ? value : null,
    standardError,
  };
}

const options = z
  .array(
    z.object({
      underlying: z.number().int().min(0),
      spot: z.number().gt(0),
      strike: z.number().gt(0),
      years: z.number().min(0),
      volatility: z.number().min(0),
      rate: z.number().default(0),
      right: z.enum(['call', 'put']),
      quantity: z.number(),
      valueBefore: z.number().min(0),
    }),
  )
  .default([]);

/** Simulated risk of exposures and options under a t copula with t margins. */
export const copulaRisk: MeasureKind = measureKind(
  z
    .object({
      freedom: z.number().gt(0),
      correlation: square,
      margins: z.array(z.object({ freedom: z.number().gt(2), deviation: z.number().gt(0) })).min(1),
      exposures: series,
      options,
      tails,
      draws: z.number().int().min(1000).max(2_000_000).default(100_000),
      seed,
      source: z.enum(['random', 'sobol']).default('random'),
    })
    .refine(
      ({ correlation, margins, exposures }) =>
        correlation.length === margins.length && margins.length === exposures.length,
      { message: 'correlation, margins and exposures must speak of the same factors' },
    )
    .refine((request) => request.options.every((o) => o.underlying < request.margins.length), {
      message: 'an option names a factor that is not there',
    }),
  ({ correlation, margins, freedom, exposures, tails: wanted, ...request }) => {
    const returns = simulatedReturns(
      { freedom, margins, correlation: Float64Array.from(correlation.flat()) },
      request,
    );
    if (!returns.ok) return returns;
    const pnl = simulatedPnl(returns.value, Float64Array.from(exposures), request.options);
    const measures = wanted.map((at) => simulatedFigures(pnl, at));
    return ok({ draws: request.draws, seed: request.seed, source: request.source, measures });
  },
);

/** Exact risk of linear exposures in one multivariate t law. */
export const studentRisk: MeasureKind = measureKind(
  z
    .object({
      freedom: z.number().gt(1),
      correlation: square,
      scales: z.array(z.number().gt(0)).min(1),
      exposures: series,
      tails,
    })
    .refine(
      ({ correlation, scales, exposures }) =>
        correlation.length === scales.length && scales.length === exposures.length,
      { message: 'correlation, scales and exposures must speak of the same factors' },
    ),
  ({ freedom, correlation, scales, exposures, tails: wanted }) =>
    ok({
      measures: wanted.map((at) => ({
        tail: at,
        ...ellipticalRisk(
          Float64Array.from(exposures),
          Float64Array.from(scales),
          Float64Array.from(correlation.flat()),
          freedom,
          at,
        ),
      })),
    }),
);

/** A t copula fitted to joint returns; `at` adds the density at a point of the unit cube. */
export const copula: MeasureKind = measureKind(
  z
    .object({ returns: table, at: z.array(z.number().gt(0).lt(1)).optional() })
    .refine(({ returns, at }) => at === undefined || at.length === returns[0]?.length, {
      message: 'the point must have a coordinate for every column of returns',
    }),
  ({ returns, at }) => {
    const n = returns[0]!.length;
    const found = copulaFit(Float64Array.from(returns.flat()), returns.length, n);
    if (!found.ok) return found;
    const { correlation, freedom, logLikelihood } = found.value;
    const figures = { freedom, logLikelihood, correlation: rowsOf(correlation, n) };
    if (at === undefined) return ok(figures);
    const factor = definiteFactor(correlation, n);
    if (!factor.ok) return factor;
    const scores = studentScores(Float64Array.from(at), freedom);
    return ok({ ...figures, logDensity: logCopulaDensity(scores, factor.value, freedom) });
  },
);

/** Rank correlations of two series. */
export const rankCorrelation: MeasureKind = measureKind(
  z.object({ x: series, y: series }).refine(({ x, y }) => x.length === y.length, {
    message: 'both series must have a value for every day',
  }),
  ({ x, y }) => {
    const [a, b] = [Float64Array.from(x), Float64Array.from(y)];
    const kendall = kendallTau(a, b);
    const spearman = spearmanRho(a, b);
    return kendall === null || spearman === null
      ? fail('missing-market-data', 'one of the series does not vary')
      : ok({ kendall, spearman, copulaCorrelation: copulaCorrelation(kendall) });
  },
);
