import { regularisedBeta } from '../numeric/special/beta.ts';
import { invariant } from '../values/invariant.ts';

/**
 * Exact 95 % interval of a probability from a count of successes.
 *
 * @see Clopper & Pearson, "The use of confidence or fiducial limits" (1934)
 */
export function binomialInterval(
  successes: number,
  n: number,
): { readonly low: number; readonly high: number } {
  invariant(n > 0 && successes >= 0 && successes <= n, 'successes lie within the trials');
  const side = 0.025;
  const failures = n - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(successes, failures + 1, side),
    high: failures === 0 ? 1 : betaQuantile(successes + 1, failures, 1 - side),
  };
}

/** By halving: the distribution function rises from 0 to 1. */
function betaQuantile(a: number, b: number, p: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (regularisedBeta(a, b, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
