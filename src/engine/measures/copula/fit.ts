import { factorisation } from '../../numeric/linear/factorisation.ts';
import { nearestCorrelation, shrunkCorrelation } from '../../numeric/linear/nearest-correlation.ts';
import { simplexMinimum } from '../../numeric/search/nelder-mead.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { columnOf } from '../covariance.ts';
import { logCopulaDensity, studentScores, type DefiniteFactor } from './density.ts';
import { averageRanks, copulaCorrelation, kendallTau } from './rank-correlation.ts';

export type CopulaFit = {
  /** From Kendall's τ, made definite where it was not, row-major [n × n]. */
  readonly correlation: Float64Array;
  /** Degrees of freedom, 2.05 to 60; at 60 the copula is as good as normal. */
  readonly freedom: number;
  readonly logLikelihood: number;
};

const freedomRange = { least: 2.05, most: 60 };

/**
 * A t copula by rank correlation and the likelihood of its degrees of freedom.
 *
 * @param values row-major [day × n]; only their ranks matter
 * @see McNeil, Frey & Embrechts, "Quantitative Risk Management" (2015), section 7.5
 */
export function copulaFit(values: Float64Array, days: number, n: number): Outcome<CopulaFit> {
  if (days < 20) return fail('missing-market-data', `${days} days are too few to fit a copula`);
  const columns = Array.from({ length: n }, (_, c) => columnOf(values, days, n, c));
  const correlation = kendallCorrelation(columns);
  if (!correlation.ok) return correlation;
  const factor = definiteFactor(correlation.value, n);
  if (!factor.ok) return factor;
  const uniforms = columns.map((column) => averageRanks(column).map((rank) => rank / (days + 1)));
  const loss = ([x = 0]: readonly number[]): number =>
    -logLikelihood(uniforms, factor.value, freedomAt(x));
  const starts = [-3, -1, 1].map((start) =>
    simplexMinimum(loss, [start], [0.4], { tolerance: 1e-4, evaluations: 60 }),
  );
  const best = starts.reduce((a, b) => (b.value < a.value ? b : a));
  return ok({
    correlation: correlation.value,
    freedom: freedomAt(best.point[0]!),
    logLikelihood: -best.value,
  });
}

/** Free coordinate: logit of the place in the range of the freedom. */
const freedomAt = (x: number): number =>
  freedomRange.least + (freedomRange.most - freedomRange.least) / (1 + Math.exp(-x));

/**
 * Log-likelihood of a t copula.
 *
 * @param uniforms pseudo-observations in (0, 1), by column [n][day]
 */
export function logLikelihood(
  uniforms: readonly Float64Array[],
  factor: DefiniteFactor,
  freedom: number,
): number {
  const scores = uniforms.map((column) => studentScores(column, freedom));
  let sum = 0;
  for (let day = 0; day < uniforms[0]!.length; day++) {
    const point = Float64Array.from(scores, (column) => column[day]!);
    sum += logCopulaDensity(point, factor, freedom);
  }
  return sum;
}

function kendallCorrelation(columns: readonly Float64Array[]): Outcome<Float64Array> {
  const n = columns.length;
  const correlation = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    correlation[i * n + i] = 1;
    for (let j = 0; j < i; j++) {
      const tau = kendallTau(columns[i]!, columns[j]!);
      if (tau === null) return fail('missing-market-data', 'one of the series did not move');
      correlation[i * n + j] = copulaCorrelation(tau);
      correlation[j * n + i] = correlation[i * n + j]!;
    }
  }
  if (factorisation(correlation, n).kind === 'definite') return ok(correlation);
  const nearest = nearestCorrelation(correlation, n);
  const definite = nearest === null ? null : shrunkCorrelation(nearest.matrix, n, 1e-8);
  return definite === null
    ? fail('not-applicable', 'the rank correlations have no correlation matrix near them')
    : ok(definite.matrix);
}

/** The factor of a definite correlation. */
export function definiteFactor(correlation: Float64Array, n: number): Outcome<DefiniteFactor> {
  const found = factorisation(correlation, n);
  return found.kind === 'definite'
    ? ok(found)
    : fail('not-applicable', `the correlation is ${found.kind}, not definite: repair it first`);
}
