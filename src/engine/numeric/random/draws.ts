import { normalQuantile } from '../special/normal.ts';
import type { RandomStream } from './mersenne-twister.ts';

/** One standard normal number. The quantile of a uniform: one draw each, in order. */
export function normalDraw(random: RandomStream): number {
  return normalQuantile(random.uniform() + 2 ** -54);
}

/**
 * One number of the gamma law with scale 1.
 *
 * @param shape positive
 * @see Marsaglia & Tsang, "A simple method for generating gamma variables" (2000)
 */
function gammaDraw(random: RandomStream, shape: number): number {
  if (shape < 1) {
    return gammaDraw(random, shape + 1) * (random.uniform() + 2 ** -54) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(random);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(random.uniform() + 2 ** -54) < (x * x) / 2 + d * (1 - v + Math.log(v)))
      return d * v;
  }
}

/** One number of the chi-squared law. */
export const chiSquaredDraw = (random: RandomStream, freedom: number): number =>
  2 * gammaDraw(random, freedom / 2);
