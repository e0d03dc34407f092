import { invariant } from '../../values/invariant.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { normalCumulative } from './normal.ts';

const rule = gaussLegendre(20);
const rootTwoPi = 2.5066282746310007;

/** The integral over the angle, for correlations that are not extreme. */
function angleIntegral(h: number, k: number, correlation: number): number {
  const half = (h * h + k * k) / 2;
  const angle = Math.asin(correlation);
  let sum = 0;
  for (let i = 0; i < rule.weights.length; i++) {
    const sine = Math.sin((angle * (1 + rule.abscissae[i]!)) / 2);
    sum += rule.weights[i]! * Math.exp((sine * h * k - half) / (1 - sine * sine));
  }
  return (sum * angle) / (4 * Math.PI);
}

/** What the limit of correlation one misses, for |correlation| in (0.925, 1); k has the sign of +1. */
function extremeIntegral(h: number, k: number, correlation: number): number {
  const product = h * k;
  const rest = (1 - correlation) * (1 + correlation);
  const gap = (h - k) ** 2;
  const c = (4 - product) / 8;
  const d = (12 - product) / 16;
  const exponent = -(gap / rest + product) / 2;
  const root = Math.sqrt(rest);
  let sum = 0;
  if (exponent > -100) {
    const series = 1 - (c * (gap - rest) * (1 - (d * gap) / 5)) / 3 + (c * d * rest * rest) / 5;
    sum = root * Math.exp(exponent) * series;
  }
  if (product > -100) {
    const distance = Math.sqrt(gap);
    const series = distance * (1 - (c * gap * (1 - (d * gap) / 5)) / 3);
    sum -= Math.exp(-product / 2) * rootTwoPi * normalCumulative(-distance / root) * series;
  }
  const half = root / 2;
  for (let i = 0; i < rule.weights.length; i++) {
    const square = (half * (1 + rule.abscissae[i]!)) ** 2;
    const power = -(gap / square + product) / 2;
    if (power <= -100) continue;
    const cosine = Math.sqrt(1 - square);
    const exact = Math.exp((-product * (1 - cosine)) / (2 * (1 + cosine))) / cosine;
    sum +=
      half * rule.weights[i]! * Math.exp(power) * (exact - (1 + c * square * (1 + d * square)));
  }
  return -sum / (2 * Math.PI);
}

/** P(X > h, Y > k). */
function upperOrthant(h: number, k: number, correlation: number): number {
  if (Math.abs(correlation) < 0.925) {
    return angleIntegral(h, k, correlation) + normalCumulative(-h) * normalCumulative(-k);
  }
  const folded = correlation < 0 ? -k : k;
  const missing = Math.abs(correlation) < 1 ? extremeIntegral(h, folded, correlation) : 0;
  if (correlation > 0) return missing + normalCumulative(-Math.max(h, folded));
  const between = folded > h ? normalCumulative(folded) - normalCumulative(h) : 0;
  return between - missing;
}

/** Beyond 39 a normal tail is 0 in double precision; infinities would meet 0 × ∞. */
const bound = (x: number): number => Math.min(Math.max(x, -39), 39);

/**
 * P(X ≤ h, Y ≤ k) of the standard bivariate normal law, to about 1e-15 absolute.
 *
 * @param correlation in [−1, 1]
 * @see Genz, "Numerical computation of rectangular bivariate and trivariate normal and t
 * probabilities", Statistics and Computing 14 (2004)
 */
export function bivariateNormalCumulative(h: number, k: number, correlation: number): number {
  invariant(Math.abs(correlation) <= 1, 'a correlation lies in [−1, 1]');
  return Math.min(Math.max(upperOrthant(-bound(h), -bound(k), correlation), 0), 1);
}
