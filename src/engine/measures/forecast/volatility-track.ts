import {
  volatilityModels,
  type AssetVolatility,
  type VolatilityForecast,
  type VolatilityModel,
} from '../../contract/forecast.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { scoreDuel } from '../backtest/scores.ts';
import { forecasters, type Variances } from './volatility-models.ts';

/** Past days whose forecasts are scored at most, and days between fits. */
const TRACK = 250;
const REFIT = 125;
const SPAN = 7;
const FLOOR = 1e-12;

/** Log returns between closes of an asset; gaps of more than four days give none. */
function ownReturns({ days, closes }: PriceSeries): Float64Array {
  const returns: number[] = [];
  for (let i = 1; i < days.length; i++) {
    if (days[i]! - days[i - 1]! <= 4) returns.push(Math.log(closes[i]! / closes[i - 1]!));
  }
  return Float64Array.from(returns);
}

/** Loss of a variance forecast, in the form that a return of 0 does not break. @see Patton (2011) */
const qlike = (squared: number, variance: number): number =>
  Math.log(variance) + squared / variance;

/** A model's forecasts of past days and of tomorrow. */
export type ModelRun = { readonly past: readonly Variances[]; readonly next: Variances };

/** A model's forecasts: fitted to what was before, refitted after `REFIT` days; the last is of tomorrow. */
export function modelRun(
  model: VolatilityModel,
  returns: Float64Array,
  first: number,
  settings: MeasureSettings,
  week: number,
  month: number,
): Outcome<ModelRun> {
  const forecaster = forecasters[model]({ decay: settings.decay, week, month });
  const past: Variances[] = [];
  const known = (to: number): Float64Array =>
    returns.subarray(Math.max(0, to - settings.lookback), to);
  for (let t = first; t < returns.length; t++) {
    if ((t - first) % REFIT === 0) {
      const fitted = forecaster.fit(known(t));
      if (!fitted.ok) return fitted;
    }
    past.push(forecaster.next());
    forecaster.observe(returns[t]!);
  }
  const fitted = forecaster.fit(known(returns.length));
  return fitted.ok ? ok({ past, next: forecaster.next() }) : fitted;
}

const mean = (values: readonly number[] | Float64Array): number =>
  [...values].reduce((sum, x) => sum + x, 0) / values.length;

/**
 * Tomorrow's and the coming week's volatility of one asset by each model, each with the loss that its
 * forecasts of past days had; a forecast uses no return of its own day or later.
 *
 * @param series where closes come on every day, a week has 7 days and a month 30, else 5 and 22
 */
export function volatilityForecasts(
  series: PriceSeries,
  settings: MeasureSettings,
): Outcome<AssetVolatility> {
  const returns = ownReturns(series);
  const first = Math.max(settings.fewest, returns.length - TRACK);
  if (returns.length - first < 2 * SPAN) {
    return fail(
      'missing-market-data',
      `${series.asset} has ${returns.length} daily returns: forecasts with a record need ${settings.fewest + 2 * SPAN}`,
    );
  }
  const span = series.days.at(-1)! - series.days[0]!;
  const everyDay = series.days.length > 0.9 * span;
  const [week, month] = everyDay ? [7, 30] : [5, 22];
  const forecasts: VolatilityForecast[] = [];
  const failed: { model: VolatilityModel; message: string }[] = [];
  const losses = new Map<VolatilityModel, Float64Array>();
  for (const model of volatilityModels) {
    const found = modelRun(model, returns, first, settings, week, month);
    if (!found.ok) {
      failed.push({ model, message: found.failure.message });
      continue;
    }
    const { past, next } = found.value;
    const dayLosses = Float64Array.from(past, ({ day }, t) =>
      qlike(returns[first + t]! ** 2, Math.max(day, FLOOR)),
    );
    const weekLosses = past.slice(0, 1 - SPAN).map((one, t) => {
      const squared = returns
        .subarray(first + t, first + t + SPAN)
        .reduce((sum, r) => sum + r * r, 0);
      return qlike(squared, Math.max(one.week, FLOOR));
    });
    losses.set(model, dayLosses);
    forecasts.push({
      model,
      day: Math.sqrt(next.day),
      week: Math.sqrt(next.week),
      dayLoss: mean(dayLosses),
      weekLoss: mean(weekLosses),
    });
  }
  const [one] = forecasts;
  if (one === undefined) {
    return fail('missing-market-data', `no model forecasts ${series.asset}: ${failed[0]?.message}`);
  }
  const best = forecasts.reduce((a, b) => (b.dayLoss < a.dayLoss ? b : a), one).model;
  const [own, plain] = [losses.get(best), losses.get('ewma')];
  const duel =
    best === 'ewma' || own === undefined || plain === undefined
      ? null
      : scoreDuel(own, plain, SPAN);
  return ok({
    asset: series.asset,
    forecasts,
    failed,
    best,
    pValue: duel?.ok === true ? duel.value.pValue : null,
    days: returns.length - first,
  });
}
