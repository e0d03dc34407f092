import { invariant } from '../../values/invariant.ts';
import { logBeta } from './gamma.ts';

const mostTerms = 100_000;
const tiny = 1e-300;

const awayFromZero = (x: number): number => (Math.abs(x) < tiny ? tiny : x);

/** The continued fraction of I, after Lentz; converges quickly for x < (a + 1)/(a + b + 2). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) return fraction;
  }
  return fraction;
}

/**
 * Regularised incomplete beta function from the logarithms of x and 1 − x, so that neither end of
 * (0, 1) loses digits and large a or b do not amplify the rounding of x.
 *
 * @param a positive
 * @param b positive
 * @param logX ln x, negative
 * @param logRest ln(1 − x), negative
 * @see DiDonato & Morris, "Algorithm 708", ACM TOMS 18 (1992), for the fraction and its domain
 */
export function betaFromLogs(a: number, b: number, logX: number, logRest: number): number {
  const x = Math.exp(logX);
  const weight = Math.exp(a * logX + b * logRest - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return (weight * betaFraction(a, b, x)) / a;
  return 1 - (weight * betaFraction(b, a, Math.exp(logRest))) / b;
}

/**
 * Regularised incomplete beta function Iₓ(a, b): the distribution function of the beta law.
 *
 * @param x in [0, 1]
 */
export function regularisedBeta(a: number, b: number, x: number): number {
  invariant(a > 0 && b > 0, 'the incomplete beta function has a > 0 and b > 0');
  invariant(x >= 0 && x <= 1, 'the incomplete beta function has x in [0, 1]');
  if (x === 0 || x === 1) return x;
  return betaFromLogs(a, b, Math.log(x), Math.log1p(-x));
}
