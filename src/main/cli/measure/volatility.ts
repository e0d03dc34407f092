import { z } from 'zod';
import { volatilityPath } from '../../../engine/measures/filtered-history.ts';
import {
  dynamicCorrelation,
  dynamicFit,
} from '../../../engine/measures/volatility/dynamic-correlation.ts';
import { garchFit, type GarchFit } from '../../../engine/measures/volatility/garch-fit.ts';
import {
  garchPath,
  persistence,
  varianceForecast,
} from '../../../engine/measures/volatility/garch.ts';
import { rangeVariances } from '../../../engine/measures/volatility/range.ts';
import { realisedForecast } from '../../../engine/measures/volatility/realised.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { decay, series, table } from './fields.ts';
import { measureKind, rowsOf, type Answer, type MeasureKind } from './kind.ts';

/** Below this many returns, or with no reaction to news, EWMA is the better figure. */
const fewestForGarch = 250;

/** Why a fit should not be relied on; null where nothing speaks against it. */
function doubt({ parameters }: GarchFit, returns: number): string | null {
  if (returns < fewestForGarch) {
    return `${returns} returns are fewer than ${fewestForGarch}: use the EWMA figure`;
  }
  return parameters.alpha + parameters.gamma / 2 < 1e-4
    ? 'no reaction to news was found: use the EWMA figure'
    : null;
}

const givenParameters = z
  .object({
    mean: z.number(),
    omega: z.number().gt(0),
    alpha: z.number().min(0),
    beta: z.number().min(0),
    gamma: z.number().default(0),
    freedom: z.number().gt(2).nullable().default(null),
  })
  .refine((parameters) => persistence(parameters) < 1, {
    message: 'alpha + beta + gamma / 2 must be below 1',
  })
  .refine(({ alpha, gamma }) => alpha + gamma >= 0, {
    message: 'alpha + gamma must not be negative',
  });

/** GARCH fit, or path under given parameters, with a forecast; EWMA beside it. */
export const garch: MeasureKind = measureKind(
  z.object({
    returns: series,
    asymmetric: z.boolean().default(true),
    law: z.enum(['normal', 'student']).default('student'),
    parameters: givenParameters.optional(),
    days: z.number().int().min(1).max(10_000).default(20),
    decay: decay.default(0.97),
    seed: z.number().int().min(1).default(30),
  }),
  ({ asymmetric, law, parameters, days, ...request }) => {
    const returns = Float64Array.from(request.returns);
    const ewmaVolatility = volatilityPath(returns, request).at(-1)!;
    if (parameters !== undefined) {
      const { variances, logLikelihood } = garchPath(returns, parameters);
      return ok({
        parameters,
        logLikelihood,
        ewmaVolatility,
        nextVolatility: Math.sqrt(variances.at(-1)!),
        variances: [...varianceForecast(parameters, variances.at(-1)!, days)],
      });
    }
    const fit = garchFit(returns, { asymmetric, law });
    if (!fit.ok) return fit;
    const { next, ...found } = fit.value;
    return ok({
      ...found,
      parameters: { ...found.parameters },
      doubt: doubt(fit.value, returns.length),
      ewmaVolatility,
      nextVolatility: Math.sqrt(next),
      variances: [...varianceForecast(found.parameters, next, days)],
    });
  },
);

/** Realised variance forecast from its last day, week and month. */
export const realised: MeasureKind = measureKind(
  z.object({
    realised: z.array(z.number().gt(0)).min(1),
    week: z.number().int().min(2).default(7),
    month: z.number().int().min(3).default(30),
    logarithms: z.boolean().default(true),
    lags: z.number().int().min(0).default(5),
  }),
  ({ realised: variances, ...model }) => {
    const found = realisedForecast(variances, model);
    if (!found.ok) return found;
    const { coefficients, errors, robustErrors, ...figures } = found.value;
    return ok({
      ...figures,
      regression: ['constant', 'day', 'week', 'month'].map((regressor, i) => ({
        regressor,
        coefficient: coefficients[i]!,
        error: errors[i]!,
        robustError: robustErrors[i]!,
      })),
    });
  },
);

const price = z.number().gt(0);

/** Variances from opening, highest, lowest and closing prices. */
export const range: MeasureKind = measureKind(
  z.object({
    bars: z
      .array(
        z
          .object({ open: price, high: price, low: price, close: price })
          .refine(
            ({ open, high, low, close }) =>
              high >= Math.max(open, close) && low <= Math.min(open, close),
            { message: 'open and close must lie between low and high' },
          ),
      )
      .min(1),
  }),
  ({ bars }) => {
    const found = rangeVariances(bars);
    return found.ok ? ok({ ...found.value }) : found;
  },
);

/** Correlation that follows the news, with given or fitted parameters. */
export const dynamic: MeasureKind = measureKind(
  z.object({
    standardised: table,
    parameters: z
      .object({ news: z.number().min(0), memory: z.number().min(0) })
      .refine(({ news, memory }) => news + memory < 1, { message: 'together they must be below 1' })
      .optional(),
  }),
  ({ standardised, parameters }) => {
    const n = standardised[0]!.length;
    const residuals = Float64Array.from(standardised.flat());
    const { next, ...found } =
      parameters === undefined
        ? dynamicFit(residuals, n)
        : { ...parameters, ...dynamicCorrelation(residuals, n, parameters) };
    const figures: Answer = { ...found, next: rowsOf(next, n) };
    return ok(figures);
  },
);
