import { normalCumulative } from '../../numeric/special/normal.ts';
import { invariant } from '../../values/invariant.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { ShortfallSeries } from './shortfall-tests.ts';

/**
 * Score of a joint VaR and shortfall forecast, day by day; the smaller the better.
 *
 * @returns [day]
 * @see Patton, Ziegel & Chen, "Dynamic semiparametric models for expected shortfall" (2019), FZ0
 */
export function jointScores(series: ShortfallSeries, p: number): Float64Array {
  const { pnl, valueAtRisk, expectedShortfall } = series;
  return pnl.map((y, t) => {
    const v = -valueAtRisk[t]!;
    const e = -expectedShortfall[t]!;
    invariant(e < 0, 'a forecast shortfall is a loss');
    const excess = y <= v ? v - y : 0;
    return v / e + Math.log(-e) - 1 - excess / (p * e);
  });
}

/** Score of a VaR forecast alone (tick loss), day by day; the smaller the better. */
export function quantileScores({ pnl, valueAtRisk }: ShortfallSeries, p: number): Float64Array {
  return pnl.map((y, t) => {
    const above = y + valueAtRisk[t]!;
    return (p - (above <= 0 ? 1 : 0)) * above;
  });
}

export type ScoreDuel = {
  /** Negative where the first model scores lower, that is better. */
  readonly statistic: number;
  /** Two-sided, by the normal law. */
  readonly pValue: number;
};

/**
 * Whether two models' mean scores differ.
 *
 * @param lags autocovariances taken into the variance, with Bartlett weights
 * @see Diebold & Mariano, "Comparing predictive accuracy" (1995)
 */
export function scoreDuel(
  first: Float64Array,
  second: Float64Array,
  lags: number,
): Outcome<ScoreDuel> {
  invariant(first.length === second.length, 'both models have a score per day');
  const n = first.length;
  if (n < 2) return fail('missing-market-data', `${n} days cannot tell two models apart`);
  const gaps = first.map((score, t) => score - second[t]!);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / n;
  const centred = gaps.map((gap) => gap - mean);
  let variance = 0;
  for (let lag = 0; lag <= Math.min(lags, n - 1); lag++) {
    let covariance = 0;
    for (let t = lag; t < n; t++) covariance += centred[t]! * centred[t - lag]!;
    variance += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * (covariance / n);
  }
  if (!(variance > 0))
    return fail('not-applicable', 'the scores do not differ in any way that varies');
  const statistic = mean / Math.sqrt(variance / n);
  return ok({ statistic, pValue: 2 * normalCumulative(-Math.abs(statistic)) });
}
