import { invariant } from '../../values/invariant.ts';

const halfLogTwoPi = 0.9189385332046728;

/** B₂ₖ ÷ (2k(2k − 1)) for k = 1…8: coefficients of Stirling's series. */
const stirling: readonly number[] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
];

/** What Stirling's formula lacks: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x ≥ 10. */
function stirlingCorrection(x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (const coefficient of stirling.toReversed()) sum = sum * inverseSquare + coefficient;
  return sum / x;
}

/** ln Γ(x) for x > 0, to about 1e-15 absolute or relative, whichever is larger. */
export function logGamma(x: number): number {
  invariant(x > 0, 'ln Γ is taken of positive numbers');
  let shift = 1;
  let shifted = x;
  for (; shifted < 10; shifted++) shift *= shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    halfLogTwoPi +
    stirlingCorrection(shifted) -
    Math.log(shift)
  );
}

/** ln B(a, b) for a, b > 0, without the cancellation of three large ln Γ. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(a) + logGamma(b) - logGamma(a + b);
  return (
    logGamma(small) -
    (large + small - 0.5) * Math.log1p(small / large) -
    small * Math.log(large) +
    small +
    stirlingCorrection(large) -
    stirlingCorrection(large + small)
  );
}

/** xᵃ e⁻ˣ ÷ Γ(a). */
function gammaWeight(a: number, x: number): number {
  if (a < 10) return Math.exp(a * Math.log(x) - x - logGamma(a));
  const excess = (x - a) / a;
  return (
    Math.sqrt(a / (2 * Math.PI)) *
    Math.exp(-a * (excess - Math.log1p(excess)) - stirlingCorrection(a))
  );
}

const mostTerms = 100_000;
const tiny = 1e-300;

/** Σ xⁿ ÷ (a(a + 1)…(a + n)), which converges quickly for x < a + 1. */
function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) return sum;
  }
  return sum;
}

/** Legendre's continued fraction 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − …)), after Lentz, for x ≥ a + 1. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < mostTerms; n++) {
    const an = -n * (n - a);
    b += 2;
    d = an * d + b;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) return fraction;
  }
  return fraction;
}

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P, the smaller of the two
 * accurate relatively.
 *
 * @param a positive
 * @param x at least 0
 * @see Gautschi, "A computational procedure for incomplete gamma functions", ACM TOMS 5 (1979)
 */
export function gammaTails(
  a: number,
  x: number,
): { readonly lower: number; readonly upper: number } {
  invariant(a > 0 && x >= 0, 'the incomplete gamma function has a > 0 and x ≥ 0');
  if (x === 0) return { lower: 0, upper: 1 };
  const weight = gammaWeight(a, x);
  if (x < a + 1) {
    const lower = Math.min(weight * gammaSeries(a, x), 1);
    return { lower, upper: 1 - lower };
  }
  const upper = weight === 0 ? 0 : weight * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}
