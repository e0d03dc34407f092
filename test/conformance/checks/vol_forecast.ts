import {
  dynamicCorrelation,
  dynamicFit,
} from '../../../src/engine/measures/volatility/dynamic-correlation.ts';
import { rangeVariances } from '../../../src/engine/measures/volatility/range.ts';
import { realisedForecast } from '../../../src/engine/measures/volatility/realised.ts';
import {
  atMost,
  near,
  nearEach,
  same,
  vectorCheck,
  type Comparison,
  type VectorCheck,
} from '../frame.ts';

type Table = readonly (readonly number[])[];
type Figures = Readonly<Record<string, number | readonly number[]>>;

type Case =
  | {
      readonly kind: 'har';
      readonly log: boolean;
      readonly lags: readonly [number, number, number];
      readonly rv_oldest_first: readonly number[];
      readonly expected: Figures;
    }
  | { readonly kind: 'range_vol'; readonly ohlc: Table; readonly expected: Figures }
  | {
      readonly kind: 'dcc';
      readonly z_oldest_first: Table;
      readonly a: number;
      readonly b: number;
      readonly expected: {
        readonly loglik_correlation_part: number;
        readonly R_next: Table;
        readonly mle: { readonly loglik: number };
      };
    };

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  switch (vector.kind) {
    case 'har':
      return regression(vector);
    case 'range_vol':
      return ranges(vector.ohlc, vector.expected);
    default:
      return correlation(vector);
  }
});

function compared(
  actual: Figures,
  expected: Figures,
  tolerance: (field: string) => number,
): readonly Comparison[] {
  return Object.entries(expected).flatMap(([field, reference]) => {
    const of = [reference].flat();
    const value = [actual[field] ?? []].flat();
    return nearEach(field, value, of, (figure) => tolerance(field) * Math.abs(figure));
  });
}

function regression(vector: Extract<Case, { readonly kind: 'har' }>): readonly Comparison[] {
  const [, week, month] = vector.lags;
  const found = realisedForecast(vector.rv_oldest_first, {
    week,
    month,
    logarithms: vector.log,
    lags: 5,
  });
  if (!found.ok) return [same('outcome', found.failure.message, vector.expected)];
  const fit = found.value;
  return compared(
    {
      coef_const_d_w_m: fit.coefficients,
      r2: fit.determination,
      se_ols: fit.errors,
      se_newey_west_5: fit.robustErrors,
      residual_var_mle: fit.residualVariance,
      forecast_next: fit.next,
      forecast_level: fit.level,
    },
    vector.expected,
    (field) => (field.startsWith('se_') ? 1e-6 : 1e-8),
  );
}

function ranges(table: Table, expected: Figures): readonly Comparison[] {
  const found = rangeVariances(
    table.map(([open, high, low, close]) => ({
      open: open!,
      high: high!,
      low: low!,
      close: close!,
    })),
  );
  if (!found.ok) return [same('outcome', found.failure.message, expected)];
  const variances = found.value;
  return compared(
    {
      parkinson_var: variances.parkinson,
      garman_klass_var: variances.garmanKlass,
      rogers_satchell_var: variances.rogersSatchell,
      yang_zhang_var: variances.yangZhang,
      close_close_var_n_minus_1: variances.closeToClose,
    },
    expected,
    () => 1e-10,
  );
}

function correlation({
  z_oldest_first: rows,
  a,
  b,
  expected,
}: Extract<Case, { readonly kind: 'dcc' }>): readonly Comparison[] {
  const n = rows[0]!.length;
  const residuals = Float64Array.from(rows.flat());
  const found = dynamicCorrelation(residuals, n, { news: a, memory: b });
  const fit = dynamicFit(residuals, n);
  const loglik = expected.loglik_correlation_part;
  return [
    near('loglik', found.logLikelihood, loglik, 1e-9 * Math.abs(loglik)),
    ...nearEach('R_next', found.next, expected.R_next.flat(), (rho) => 1e-9 * Math.abs(rho)),
    atMost('mle loglik missing', expected.mle.loglik - fit.logLikelihood, 1e-3),
    same('mle allowed', fit.news >= 0 && fit.memory >= 0 && fit.news + fit.memory < 1, true),
  ];
}
