import type { VolatilityModel } from '../../contract/forecast.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { filterSeed } from '../../scenarios/history.ts';
import { garchFit, type GarchModel } from '../volatility/garch-fit.ts';
import { varianceForecast } from '../volatility/garch.ts';
import { realisedForecast } from '../volatility/realised.ts';

/** Variance of the next day, and of the next seven together. */
export type Variances = { readonly day: number; readonly week: number };

/** Forecasts of one model, day after day. */
export type Forecaster = {
  /** Fits whatever is fitted to the returns so far. */
  readonly fit: (past: Float64Array) => Outcome<null>;
  /** Takes one more return in. */
  readonly observe: (r: number) => void;
  readonly next: () => Variances;
};

export type ForecastSettings = {
  /** Of the EWMA, per day. */
  readonly decay: number;
  /** Days in a week and a month of the asset's market. */
  readonly week: number;
  readonly month: number;
};

const SPAN = 7;

function ewma({ decay }: ForecastSettings): Forecaster {
  let variance = 0;
  return {
    fit: (past) => {
      const first = past.subarray(0, filterSeed);
      variance = first.reduce((sum, r) => sum + r * r, 0) / first.length;
      for (const r of past) variance = decay * variance + (1 - decay) * r * r;
      return ok(null);
    },
    observe: (r) => {
      variance = decay * variance + (1 - decay) * r * r;
    },
    next: () => ({ day: variance, week: SPAN * variance }),
  };
}

/** Long-run deviation by that of the sample beyond which a fit has slid to its bounds. */
const FARTHEST = 3;

/** The first fit that has a long-run variance to speak of, by one law after the other. */
function soundFit(past: Float64Array, models: readonly GarchModel[]): ReturnType<typeof garchFit> {
  const sample = past.reduce((sum, r) => sum + r * r, 0) / past.length;
  for (const model of models) {
    const found = garchFit(past, model);
    if (!found.ok) return found;
    const ratio = Math.sqrt(found.value.longRunVariance / sample);
    if (ratio < FARTHEST && ratio > 1 / FARTHEST) return found;
  }
  return fail(
    'not-applicable',
    'the fit slides to its bounds: its long-run volatility is far from that of the sample',
  );
}

function garch(models: readonly GarchModel[]): Forecaster {
  let fitted: ReturnType<typeof garchFit> | null = null;
  let variance = 0;
  return {
    fit: (past) => {
      const found = soundFit(past, models);
      if (!found.ok) return found;
      fitted = found;
      variance = found.value.next;
      return ok(null);
    },
    observe: (r) => {
      if (fitted?.ok !== true) return;
      const { mean, omega, alpha, beta, gamma } = fitted.value.parameters;
      const e = r - mean;
      variance = omega + (e < 0 ? alpha + gamma : alpha) * e * e + beta * variance;
    },
    next: () => {
      if (fitted?.ok !== true) return { day: variance, week: SPAN * variance };
      const path = varianceForecast(fitted.value.parameters, variance, SPAN);
      return { day: path[0]!, week: path.reduce((sum, one) => sum + one, 0) };
    },
  };
}

/** Of squared returns, which stand in for realised variances; a negative forecast is the mean instead. */
function har({ week, month }: ForecastSettings): Forecaster {
  let coefficients: readonly number[] = [];
  let usual = 0;
  let recent: number[] = [];
  const step = (values: readonly number[]): number => {
    const mean = (days: number): number =>
      values.slice(-days).reduce((sum, x) => sum + x, 0) / Math.min(days, values.length);
    const [constant = 0, d = 0, w = 0, m = 0] = coefficients;
    const found = constant + d * values.at(-1)! + w * mean(week) + m * mean(month);
    return found > 0 ? found : usual;
  };
  return {
    fit: (past) => {
      const squares = Array.from(past, (r) => r * r);
      const found = realisedForecast(squares, { week, month, logarithms: false, lags: 0 });
      if (!found.ok) return found;
      coefficients = found.value.coefficients;
      usual = squares.reduce((sum, x) => sum + x, 0) / squares.length;
      recent = squares.slice(-month);
      return ok(null);
    },
    observe: (r) => {
      recent = [...recent, r * r].slice(-month);
    },
    next: () => {
      const path = [...recent];
      const coming: number[] = [];
      for (let day = 0; day < SPAN; day++) {
        const found = step(path.slice(-month));
        coming.push(found);
        path.push(found);
      }
      return { day: coming[0]!, week: coming.reduce((sum, one) => sum + one, 0) };
    },
  };
}

export const forecasters: Readonly<
  Record<VolatilityModel, (settings: ForecastSettings) => Forecaster>
> = {
  ewma,
  garch: () => garch([{ asymmetric: false, law: 'normal' }]),
  gjr: () =>
    garch([
      { asymmetric: true, law: 'student' },
      { asymmetric: true, law: 'normal' },
    ]),
  har,
};
