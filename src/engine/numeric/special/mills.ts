import { erfcx } from './error-function.ts';
import { gaussLegendre } from './gauss-legendre.ts';

const rootHalfPi = 1.2533141373155003;

/** N(z) ÷ n(z) of the standard normal: Mills' ratio at −z. */
export function inverseHazard(z: number): number {
  return rootHalfPi * erfcx(-z * Math.SQRT1_2);
}

/**
 * Derivative of `inverseHazard`, 1 + z·N(z)/n(z), without its cancellation for negative z.
 *
 * Laplace's continued fraction R = 1/(x + 1/(x + 2/(x + …))) gives 1 − xR = R/(x + 2/(x + 3/(x + …))).
 */
export function inverseHazardSlope(z: number): number {
  const ratio = inverseHazard(z);
  if (z > -2) return 1 + z * ratio;
  const x = -z;
  const terms = Math.ceil(8 + 320 / (x * x));
  let tail = x;
  for (let k = terms; k >= 2; k--) tail = x + k / tail;
  return ratio / tail;
}

const rule = gaussLegendre(7);

/**
 * Mean of `inverseHazardSlope` over [h − t, h + t].
 *
 * All terms are positive, so the difference of two nearly equal `inverseHazard`s comes out of it
 * (times 2t) with full relative accuracy.
 *
 * @param t half-width, in [0, 0.3]: wider, seven points are too few
 */
export function inverseHazardSlopeMean(h: number, t: number): number {
  let sum = 0;
  for (let i = 0; i < rule.weights.length; i++) {
    sum += rule.weights[i]! * inverseHazardSlope(h + t * rule.abscissae[i]!);
  }
  return sum / 2;
}
