import { normalDensity, normalQuantile } from '../numeric/special/normal.ts';
import type { Moments } from './moments.ts';
import { settledTail } from './tail.ts';

export type CornishFisher = {
  /** The normal quantile after correction for skewness and kurtosis, negative. */
  readonly quantile: number;
  /** Loss positive, never clamped. */
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  /** Whether the corrected quantile rises with the probability. Where not, the figures are no risk. */
  readonly monotone: boolean;
};

/**
 * VaR and expected shortfall from four moments. The shortfall is the integral of the expansion, in
 * closed form.
 *
 * @param tail tail probability as decimal text
 * @see Zangari (1996); Maillard, "A user's guide to the Cornish Fisher expansion" (2012), for the
 *   domain in which it is valid
 */
export function cornishFisher(
  { mean, deviation, skew, excessKurtosis }: Moments,
  tail: string,
): CornishFisher {
  const p = settledTail(tail).value;
  const z = normalQuantile(p);
  const quantile =
    z +
    ((z ** 2 - 1) * skew) / 6 +
    ((z ** 3 - 3 * z) * excessKurtosis) / 24 -
    ((2 * z ** 3 - 5 * z) * skew ** 2) / 36;
  const tailMean =
    (normalDensity(z) / p) *
    (1 +
      (skew * z) / 6 +
      (excessKurtosis * (z ** 2 - 1)) / 24 -
      (skew ** 2 * (2 * z ** 2 - 1)) / 36);
  return {
    quantile,
    valueAtRisk: 0 - (mean + deviation * quantile),
    expectedShortfall: deviation * tailMean - mean,
    monotone: isMonotone(skew, excessKurtosis),
  };
}

function isMonotone(skew: number, excessKurtosis: number): boolean {
  const square = skew ** 2;
  const cubic = excessKurtosis / 8 - square / 6;
  const linear = 1 - excessKurtosis / 8 + (5 * square) / 36;
  return square / 9 - 4 * cubic * linear <= 0;
}

/** Whether the corrected quantile rises with the normal one everywhere within `reach` of 0. */
export function risesWithin(
  { skew, excessKurtosis }: Pick<Moments, 'skew' | 'excessKurtosis'>,
  reach: number,
): boolean {
  const slope = (z: number): number =>
    1 + (z * skew) / 3 + ((z ** 2 - 1) * excessKurtosis) / 8 - ((6 * z ** 2 - 5) * skew ** 2) / 36;
  const curvature = excessKurtosis / 4 - skew ** 2 / 3;
  const vertex = curvature > 0 ? -skew / 3 / curvature : 0;
  const inside = Math.min(Math.max(vertex, -reach), reach);
  return [-reach, inside, reach].every((z) => slope(z) > 0);
}
