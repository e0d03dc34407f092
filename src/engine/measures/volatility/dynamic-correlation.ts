import { factorisation } from '../../numeric/linear/factorisation.ts';
import { simplexMinimum } from '../../numeric/search/nelder-mead.ts';
import { invariant } from '../../values/invariant.ts';

/** Weight of yesterday's product and of yesterday's state; at least 0, together below 1. */
export type DynamicParameters = { readonly news: number; readonly memory: number };

export type DynamicCorrelation = {
  /** What the correlation adds to the log-likelihood beyond that of the single series. */
  readonly logLikelihood: number;
  /** Tomorrow's correlation, row-major [n × n]. */
  readonly next: Float64Array;
};

/**
 * Correlation that follows the news: Q ← (1 − a − b) Q̄ + a z zᵀ + b Q, made a correlation.
 *
 * @param standardised residuals of unit variance, row-major [day × n], oldest first
 * @returns −∞ as likelihood where a day's correlation is not definite
 * @see Engle, "Dynamic conditional correlation" (2002)
 */
export function dynamicCorrelation(
  standardised: Float64Array,
  n: number,
  { news, memory }: DynamicParameters,
): DynamicCorrelation {
  const days = standardised.length / n;
  invariant(days >= 1 && Number.isInteger(days), 'a residual for every series on every day');
  const mean = meanProducts(standardised, n, days);
  let state = mean;
  let logLikelihood = 0;
  for (let day = 0; day < days; day++) {
    const z = standardised.subarray(day * n, (day + 1) * n);
    logLikelihood += dayLikelihood(normalised(state, n), n, z);
    state = state.map(
      (q, at) =>
        (1 - news - memory) * mean[at]! + news * (z[Math.floor(at / n)]! * z[at % n]!) + memory * q,
    );
  }
  return { logLikelihood, next: normalised(state, n) };
}

function meanProducts(values: Float64Array, n: number, days: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let day = 0; day < days; day++) {
      sum += values[day * n + Math.floor(at / n)]! * values[day * n + (at % n)]!;
    }
    return sum / days;
  });
}

function normalised(state: Float64Array, n: number): Float64Array {
  const scale = Float64Array.from({ length: n }, (_, i) => Math.sqrt(state[i * n + i]!));
  return state.map((q, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    return i === j ? 1 : q / (scale[i]! * scale[j]!);
  });
}

/** −(ln|R| + zᵀR⁻¹z − zᵀz) ÷ 2 */
function dayLikelihood(correlation: Float64Array, n: number, z: Float64Array): number {
  const found = factorisation(correlation, n);
  if (found.kind !== 'definite') return -Infinity;
  let quadratic = 0;
  const solved = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let rest = z[i]!;
    for (let k = 0; k < i; k++) rest -= found.factor[i * n + k]! * solved[k]!;
    solved[i] = rest / found.factor[i * n + i]!;
    quadratic += solved[i]! ** 2 - z[i]! ** 2;
  }
  return -0.5 * (found.logDeterminant + quadratic);
}

/** The parameters of the greatest likelihood; a constant correlation (0, 0) is one of the candidates. */
export function dynamicFit(
  standardised: Float64Array,
  n: number,
): DynamicParameters & DynamicCorrelation {
  const candidates: DynamicParameters[] = [{ news: 0, memory: 0 }];
  const loss = (point: readonly number[]): number =>
    -dynamicCorrelation(standardised, n, parametersAt(point)).logLikelihood;
  for (const start of [
    [4, -3],
    [2, -2],
    [0, 0],
  ]) {
    const limits = { tolerance: 1e-6, evaluations: 400 };
    candidates.push(parametersAt(simplexMinimum(loss, start, [0.5, 0.5], limits).point));
  }
  return candidates
    .map((parameters) => ({ ...parameters, ...dynamicCorrelation(standardised, n, parameters) }))
    .reduce((best, next) => (next.logLikelihood > best.logLikelihood ? next : best));
}

/** Free coordinates: logit of the sum, logit of the news' share of it. */
function parametersAt(point: readonly number[]): DynamicParameters {
  const sum = 0.9999 / (1 + Math.exp(-point[0]!));
  const news = sum / (1 + Math.exp(-point[1]!));
  return { news, memory: sum - news };
}
