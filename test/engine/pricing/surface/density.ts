import { undiscountedBlack } from '../../../../src/engine/pricing/black.ts';

/**
 * Density of the price by the second difference of call prices over the strike (Breeden & Litzenberger
 * 1978), by the step²: independent of Durrleman's function. Forward 1.
 *
 * @returns least over a grid of k, and where
 */
export function leastDensity(
  variance: (k: number) => number,
  low: number,
  high: number,
): { readonly k: number; readonly density: number } {
  const step = 1e-3;
  const call = (strike: number): number =>
    undiscountedBlack('call', 1, strike, Math.sqrt(Math.max(variance(Math.log(strike)), 0)));
  let least = { k: Number.NaN, density: Infinity };
  for (let k = low; k <= high; k += 0.005) {
    const strike = Math.exp(k);
    const h = step * strike;
    const density = (call(strike - h) - 2 * call(strike) + call(strike + h)) / (h * h);
    if (density < least.density) least = { k, density };
  }
  return least;
}

/** What rounding makes of a density: 4 roundings of prices near 1 by the step². */
export const densityRounding = 4e-16 / 1e-6;
