import { invariant } from '../../values/invariant.ts';
import { gammaTails, logGamma } from './gamma.ts';
import { monotoneInverse } from './monotone-inverse.ts';
import { normalQuantile } from './normal.ts';

/** P(X > x) of the chi-squared law: the p-value of a likelihood ratio, accurate relatively. */
export function chiSquaredTail(x: number, freedom: number): number {
  return x <= 0 ? 1 : gammaTails(freedom / 2, x / 2).upper;
}

/** P(X ≤ x) of the chi-squared law. */
export function chiSquaredCumulative(x: number, freedom: number): number {
  return x <= 0 ? 0 : gammaTails(freedom / 2, x / 2).lower;
}

function density(x: number, freedom: number): number {
  const a = freedom / 2;
  return 0.5 * Math.exp((a - 1) * Math.log(x / 2) - x / 2 - logGamma(a));
}

/** Where to begin: Wilson-Hilferty, or the power law of the lower tail where that is negative. */
function guess(p: number, freedom: number): number {
  const share = 2 / (9 * freedom);
  const root = 1 - share + normalQuantile(p) * Math.sqrt(share);
  if (root > 0.3) return freedom * root ** 3;
  const a = freedom / 2;
  return Math.max(2 * Math.exp((Math.log(p) + logGamma(a + 1)) / a), 1e-300);
}

/**
 * Inverse of `chiSquaredCumulative`.
 *
 * @param p lower-tail probability, strictly between 0 and 1
 */
export function chiSquaredQuantile(p: number, freedom: number): number {
  invariant(p > 0 && p < 1, 'a probability lies strictly between 0 and 1');
  invariant(freedom > 0, 'degrees of freedom are positive');
  // The smaller tail decides, so that neither end loses digits; 1 − p is exact for p ≥ ½.
  return p <= 0.5
    ? monotoneInverse(
        {
          value: (x) => chiSquaredCumulative(x, freedom),
          elasticity: (x, mass) => (x * density(x, freedom)) / mass,
          direction: 'rising',
        },
        p,
        guess(p, freedom),
      )
    : monotoneInverse(
        {
          value: (x) => chiSquaredTail(x, freedom),
          elasticity: (x, mass) => (-x * density(x, freedom)) / mass,
          direction: 'falling',
        },
        1 - p,
        guess(p, freedom),
      );
}
