import { invariant } from '../../values/invariant.ts';
import { erfc, erfcx } from './error-function.ts';

const inverseRootTwoPi = 0.3989422804014327;

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
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
];
const shoulder: readonly [readonly number[], readonly number[]] = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
    3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
    0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
  ],
];
const tail: readonly [readonly number[], readonly number[]] = [
  [
    2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
];

function quotient(
  [above, below]: readonly [readonly number[], readonly number[]],
  x: number,
): number {
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
