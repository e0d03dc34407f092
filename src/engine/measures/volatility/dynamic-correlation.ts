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
  const state = mean.slice();
  const correlation = normalised(state, n);
  const room = { lower: new Float64Array(n * n), solved: new Float64Array(n) };
  const rest = 1 - news - memory;
  let logLikelihood = 0;
  for (let day = 0; day < days; day++) {
    const z = standardised.subarray(day * n, (day + 1) * n);
    logLikelihood += dayLikelihood(correlation, n, z, room);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const at = i * n + j;
        state[at] = rest * mean[at]! + news * (z[i]! * z[j]!) + memory * state[at]!;
      }
    }
    normalise(state, n, correlation);
  }
  return { logLikelihood, next: correlation };
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
  const correlation = new Float64Array(n * n);
  normalise(state, n, correlation);
  return correlation;
}

/** Writes the correlations of a covariance. */
function normalise(state: Float64Array, n: number, correlation: Float64Array): void {
  for (let i = 0; i < n; i++) {
    correlation[i * n + i] = 1;
    for (let j = 0; j < i; j++) {
      const rho = state[i * n + j]! / Math.sqrt(state[i * n + i]! * state[j * n + j]!);
      correlation[i * n + j] = rho;
      correlation[j * n + i] = rho;
    }
  }
}

/**
 * −(ln|R| + zᵀR⁻¹z − zᵀz) ÷ 2, by a Cholesky factor of its own: a fit does this for every day some
 * hundred times, and the general factorisation took nearly all of that time.
 */
function dayLikelihood(
  correlation: Float64Array,
  n: number,
  z: Float64Array,
  { lower, solved }: { readonly lower: Float64Array; readonly solved: Float64Array },
): number {
  let twice = 0;
  for (let i = 0; i < n; i++) {
    let right = z[i]!;
    for (let j = 0; j <= i; j++) {
      let rest = correlation[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * n + k]! * lower[j * n + k]!;
      if (j < i) {
        lower[i * n + j] = rest / lower[j * n + j]!;
        right -= lower[i * n + j]! * solved[j]!;
      } else if (rest > (i + 1) * Number.EPSILON) {
        lower[i * n + i] = Math.sqrt(rest);
        twice += Math.log(rest);
      } else return -Infinity;
    }
    solved[i] = right / lower[i * n + i]!;
    twice += solved[i]! ** 2 - z[i]! ** 2;
  }
  return -0.5 * twice;
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
