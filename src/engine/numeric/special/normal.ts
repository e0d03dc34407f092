import { invariant } from '../../values/invariant.ts';
import { erfc, erfcx } from './error-function.ts';

const inverseRootTwoPi = 0.3989422804014326779;

/** exp(−x²/2); the square is split so that its rounding does not enter the exponent. */
function bell(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (x - coarse) * (x + coarse));
}

/** Standard normal density. */
export function normalDensity(x: number): number {
  // Beyond 39 the density is below the smallest double, and an infinite x would split into NaN.
  return Math.abs(x) > 39 ? 0 : inverseRootTwoPi * bell(x);
}

/** Standard normal distribution function, accurate relatively in the lower tail. */
export function normalCumulative(x: number): number {
  if (x < -39) return 0;
  if (x < -1) return 0.5 * bell(x) * erfcx(-x * Math.SQRT1_2);
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

const centre: readonly [readonly number[], readonly number[]] = [
  [
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.387132872796366608,
  ],
  [
    5.226495278852545925e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1,
  ],
];
const shoulder: readonly [readonly number[], readonly number[]] = [
  [
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590,
    1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940,
    2.05319162663775882187, 1,
  ],
];
const tail: readonly [readonly number[], readonly number[]] = [
  [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580,
    5.46378491116411436990, 6.65790464350110377720,
  ],
  [
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1,
  ],
];

function quotient([above, below]: readonly [readonly number[], readonly number[]], x: number): number {
  let numerator = 0;
  for (const coefficient of above) numerator = numerator * x + coefficient;
  let denominator = 0;
  for (const coefficient of below) denominator = denominator * x + coefficient;
  return numerator / denominator;
}

/** The quantile for 0 < p ≤ 0.5, so at most 0, to about 1e-16 relative. */
function lowerQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * quotient(centre, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(p));
  return r <= 5 ? -quotient(shoulder, r - 1.6) : -quotient(tail, r - 5);
}

/**
 * Inverse of `normalCumulative`.
 *
 * @param p strictly between 0 and 1
 * @see Wichura, algorithm AS 241, Applied Statistics 37 (1988); one Halley step after it
 */
export function normalQuantile(p: number): number {
  invariant(p > 0 && p < 1, 'a probability lies strictly between 0 and 1');
  // 1 − p is exact for p ≥ ½.
  if (p > 0.5) return -normalQuantile(1 - p);
  const x = lowerQuantile(p);
  // Below this the density is subnormal and a correction would only add noise.
  if (p < 1e-300) return x;
  const error = (normalCumulative(x) - p) / normalDensity(x);
  return x - error / (1 + 0.5 * x * error);
}
