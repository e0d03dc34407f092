import { logBeta } from '../../numeric/special/gamma.ts';
import { invariant } from '../../values/invariant.ts';
import { compensatedSum } from '../compensated-sum.ts';

/**
 * r = mean + e, h = omega + (alpha + gamma·1{e < 0}) e² + beta h, all of the day before.
 * In the units of the returns.
 */
export type GarchParameters = {
  readonly mean: number;
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
  /** Extra weight of a fall; 0 in the symmetric model. */
  readonly gamma: number;
  /** Degrees of freedom of the t law scaled to unit variance, above 2; null is the normal law. */
  readonly freedom: number | null;
};

export type GarchPath = {
  /** Variance of each day as known the day before; one more than the returns: the last is tomorrow's. */
  readonly variances: Float64Array;
  readonly logLikelihood: number;
};

/**
 * Variances and likelihood of a series under given parameters. The day before the first has the
 * mean square of the series as its variance and its squared return.
 *
 * @param returns oldest first
 * @see Bollerslev (1986); Glosten, Jagannathan & Runkle (1993) for gamma; Fiorentini, Calzolari &
 *   Panattoni (1996) for the start
 */
export function garchPath(returns: Float64Array, parameters: GarchParameters): GarchPath {
  invariant(returns.length > 0, 'a series holds at least one return');
  const { mean, omega, alpha, beta, gamma } = parameters;
  const errors = returns.map((r) => r - mean);
  const start = compensatedSum(errors.map((e) => e * e)) / errors.length;
  const variances = new Float64Array(returns.length + 1);
  variances[0] = omega + (alpha + gamma / 2) * start + beta * start;
  for (let t = 0; t < errors.length; t++) {
    const e = errors[t]!;
    const weight = e < 0 ? alpha + gamma : alpha;
    variances[t + 1] = omega + weight * e * e + beta * variances[t]!;
  }
  const terms = errors.map((e, t) => logDensity(e * e, variances[t]!, parameters.freedom));
  const constant = errors.length * logConstant(parameters.freedom);
  return { variances, logLikelihood: compensatedSum(terms) + constant };
}

/** ln of the density without what does not depend on the day. */
function logDensity(square: number, variance: number, freedom: number | null): number {
  return freedom === null
    ? -0.5 * (Math.log(variance) + square / variance)
    : -0.5 * Math.log(variance) -
        0.5 * (freedom + 1) * Math.log1p(square / (variance * (freedom - 2)));
}

function logConstant(freedom: number | null): number {
  return freedom === null
    ? -0.5 * Math.log(2 * Math.PI)
    : -logBeta(freedom / 2, 0.5) - 0.5 * Math.log(freedom - 2);
}

/** Share of a day's variance that is left the day after; below 1 there is a long-run variance. */
export const persistence = ({ alpha, beta, gamma }: GarchParameters): number =>
  alpha + beta + gamma / 2;

/**
 * Variance of each of the coming days.
 *
 * @param next tomorrow's variance
 * @returns [day], the first being `next`; tends to the long-run variance
 */
export function varianceForecast(
  parameters: GarchParameters,
  next: number,
  days: number,
): Float64Array {
  const kept = persistence(parameters);
  const longRun = parameters.omega / (1 - kept);
  return Float64Array.from({ length: days }, (_, k) => longRun + kept ** k * (next - longRun));
}
