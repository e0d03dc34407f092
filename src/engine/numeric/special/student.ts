import { invariant } from '../../values/invariant.ts';
import { betaFromLogs } from './beta.ts';
import { logBeta } from './gamma.ts';
import { monotoneInverse } from './monotone-inverse.ts';
import { normalQuantile } from './normal.ts';

/** ln(1 + x²/ν), also where x² overflows. */
function logSpread(x: number, freedom: number): number {
  const size = Math.abs(x);
  return size > 1e8 * Math.sqrt(freedom)
    ? 2 * Math.log(size) - Math.log(freedom)
    : Math.log1p((x * x) / freedom);
}

/** Density of the standard t law (scale 1, not variance 1). */
export function studentDensity(x: number, freedom: number): number {
  invariant(freedom > 0, 'degrees of freedom are positive');
  return Math.exp(
    -0.5 * (freedom + 1) * logSpread(x, freedom) -
      0.5 * Math.log(freedom) -
      logBeta(freedom / 2, 0.5),
  );
}

/** P(T > x) for x > 0. */
function tail(x: number, freedom: number): number {
  const spread = logSpread(x, freedom);
  return 0.5 * betaFromLogs(freedom / 2, 0.5, -spread, Math.log(-Math.expm1(-spread)));
}

/** P(0 < T < x) for x > 0. */
function centre(x: number, freedom: number): number {
  const spread = logSpread(x, freedom);
  return 0.5 * betaFromLogs(0.5, freedom / 2, Math.log(-Math.expm1(-spread)), -spread);
}

/** Distribution function of the standard t law, accurate relatively in the lower tail. */
export function studentCumulative(x: number, freedom: number): number {
  invariant(freedom > 0, 'degrees of freedom are positive');
  if (x === 0) return 0.5;
  if (!Number.isFinite(x)) return x < 0 ? 0 : x > 0 ? 1 : x;
  return x < 0 ? tail(-x, freedom) : 1 - tail(x, freedom);
}

/**
 * Inverse of `studentCumulative`.
 *
 * @param p strictly between 0 and 1
 */
export function studentQuantile(p: number, freedom: number): number {
  invariant(p > 0 && p < 1, 'a probability lies strictly between 0 and 1');
  invariant(freedom > 0, 'degrees of freedom are positive');
  if (p === 0.5) return 0;
  // 1 − p is exact for p ≥ ½.
  if (p > 0.5) return -studentQuantile(1 - p, freedom);
  const guess = -normalQuantile(p);
  if (p > 0.25) {
    // Near the median the tail hardly moves; the mass between 0 and x is exact and does.
    return -monotoneInverse(
      {
        value: (x) => centre(x, freedom),
        elasticity: (x, mass) => (x * studentDensity(x, freedom)) / mass,
        direction: 'rising',
      },
      0.5 - p,
      guess,
    );
  }
  return -monotoneInverse(
    {
      value: (x) => tail(x, freedom),
      elasticity: (x, mass) => (-x * studentDensity(x, freedom)) / mass,
      direction: 'falling',
    },
    p,
    guess,
  );
}
