import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { leastSquares } from './least-squares.ts';

export type RealisedModel = {
  /** Days in a week and a month: 5 and 22 where markets close, 7 and 30 where they do not. */
  readonly week: number;
  readonly month: number;
  /** Whether logarithms are regressed: then no forecast is negative. */
  readonly logarithms: boolean;
  /** Autocovariances in the robust errors. */
  readonly lags: number;
};

export type RealisedForecast = {
  /** Constant, day, week, month. */
  readonly coefficients: readonly number[];
  readonly errors: readonly number[];
  readonly robustErrors: readonly number[];
  readonly determination: number;
  /** Sum of squared residuals by their number. */
  readonly residualVariance: number;
  /** Tomorrow's value of what is regressed, and as a realised variance. */
  readonly next: number;
  readonly level: number;
};

/**
 * Heterogeneous autoregression of realised variance: tomorrow on the means of the last day, week
 * and month.
 *
 * @param realised daily realised variances, positive, oldest first
 * @see Corsi, "A simple approximate long-memory model of realized volatility" (2009)
 */
export function realisedForecast(
  realised: readonly number[],
  model: RealisedModel,
): Outcome<RealisedForecast> {
  const { week, month, logarithms, lags } = model;
  if (realised.length < month + 5) {
    return fail(
      'missing-market-data',
      `${realised.length} days are too few for means of ${month} days`,
    );
  }
  // In units of the mean, so that constant and variances are of one size in the regression.
  const unit = logarithms ? 1 : realised.reduce((sum, rv) => sum + rv, 0) / realised.length;
  const values = realised.map((rv) => (logarithms ? Math.log(rv) : rv / unit));
  const regressors = values
    .map((value, t) => [1, value, trailingMean(values, t, week), trailingMean(values, t, month)])
    .slice(month - 1);
  const fit = leastSquares(regressors.slice(0, -1), values.slice(month), lags);
  if (!fit.ok) return fit;
  const { coefficients, residuals, errors, robustErrors, determination } = fit.value;
  const residualVariance = residuals.reduce((sum, e) => sum + e * e, 0) / residuals.length;
  const today = regressors.at(-1)!;
  const next = coefficients.reduce((sum, c, i) => sum + c * today[i]!, 0);
  const inUnits = ([constant, ...slopes]: readonly number[]): number[] => [
    constant! * unit,
    ...slopes,
  ];
  return ok({
    coefficients: inUnits(coefficients),
    errors: inUnits(errors),
    robustErrors: inUnits(robustErrors),
    determination,
    residualVariance: residualVariance * unit ** 2,
    next: next * unit,
    level: logarithms ? Math.exp(next + residualVariance / 2) : next * unit,
  });
}

function trailingMean(values: readonly number[], at: number, days: number): number {
  const window = values.slice(Math.max(0, at - days + 1), at + 1);
  return window.reduce((sum, value) => sum + value, 0) / window.length;
}
