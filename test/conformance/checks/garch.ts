import { garchFit, type GarchModel } from '../../../src/engine/measures/volatility/garch-fit.ts';
import { garchPath, varianceForecast } from '../../../src/engine/measures/volatility/garch.ts';
import {
  atMost,
  near,
  nearEach,
  same,
  vectorCheck,
  type Comparison,
  type VectorCheck,
} from '../frame.ts';

type Parameters = {
  readonly mu: number;
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma?: number;
  readonly nu?: number;
};

type Fixed = {
  readonly params: Parameters;
  readonly loglik: number;
  readonly h_1: number;
  readonly h_last: number;
  readonly h_next: number;
};

type Fit = {
  readonly params: Parameters;
  readonly loglik: number;
  readonly h_next: number;
  readonly forecast_var_1_5_10_20: readonly number[];
};

type Case = {
  readonly returns_oldest_first: readonly number[];
  readonly at_fixed_params?: readonly Fixed[];
  readonly fit?: Readonly<Record<string, Fit>>;
};

const models: Readonly<Record<string, GarchModel>> = {
  garch_norm: { asymmetric: false, law: 'normal' },
  garch_t: { asymmetric: false, law: 'student' },
  gjr_norm: { asymmetric: true, law: 'normal' },
  gjr_t: { asymmetric: true, law: 'student' },
};

const inModel = (params: Parameters) => ({
  mean: params.mu,
  omega: params.omega,
  alpha: params.alpha,
  beta: params.beta,
  gamma: params.gamma ?? 0,
  freedom: params.nu ?? null,
});

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const returns = Float64Array.from(vector.returns_oldest_first);
  return [
    ...(vector.at_fixed_params ?? []).flatMap((fixed, i) => atFixed(returns, fixed, `${i}`)),
    ...Object.entries(vector.fit ?? {}).flatMap(([name, fit]) => fitted(returns, name, fit)),
  ];
});

function atFixed(returns: Float64Array, fixed: Fixed, at: string): readonly Comparison[] {
  const { variances, logLikelihood } = garchPath(returns, inModel(fixed.params));
  const close = (field: string, actual: number, expected: number): Comparison =>
    near(`${at} ${field}`, actual, expected, 1e-12 * Math.abs(expected));
  return [
    close('loglik', logLikelihood, fixed.loglik),
    close('h_1', variances[0]!, fixed.h_1),
    close('h_last', variances.at(-2)!, fixed.h_last),
    close('h_next', variances.at(-1)!, fixed.h_next),
  ];
}

/** A fit is judged by the likelihood it reaches; the forecast is the formula's at the file's parameters. */
function fitted(returns: Float64Array, name: string, expected: Fit): readonly Comparison[] {
  const found = garchFit(returns, models[name]!);
  if (!found.ok) return [same(name, found.failure.message, expected)];
  const { parameters, logLikelihood, persistence } = found.value;
  const { omega, alpha, beta } = parameters;
  const given = inModel(expected.params);
  const next = garchPath(returns, given).variances.at(-1)!;
  const forecast = varianceForecast(given, next, 20);
  return [
    atMost(`${name} loglik missing`, expected.loglik - logLikelihood, 1e-4),
    same(`${name} allowed`, omega > 0 && alpha >= 0 && beta >= 0 && persistence < 1, true),
    near(
      `${name} own loglik`,
      garchPath(returns, parameters).logLikelihood,
      logLikelihood,
      1e-12 * Math.abs(logLikelihood),
    ),
    ...nearEach(
      `${name} forecast`,
      [1, 5, 10, 20].map((day) => forecast[day - 1]!),
      expected.forecast_var_1_5_10_20,
      (of) => 1e-9 * of,
    ),
  ];
}
