import { undiscountedBlack } from '../../src/engine/pricing/black.ts';

const points = 400;

/**
 * Least density of the price over k in [low, high], forward 1, by the second difference of call prices
 * over the strike (Breeden & Litzenberger 1978): independent of Durrleman's function.
 *
 * @param step of the difference, as a share of the strike
 */
export function leastDensity(
  variance: (k: number) => number,
  low: number,
  high: number,
  step = 1e-3,
): number {
  const call = (strike: number): number =>
    undiscountedBlack('call', 1, strike, Math.sqrt(Math.max(variance(Math.log(strike)), 0)));
  let least = Infinity;
  for (let i = 0; i <= points; i++) {
    const strike = Math.exp(low + ((high - low) * i) / points);
    const h = step * strike;
    const density = (call(strike - h) - 2 * call(strike) + call(strike + h)) / (h * h);
    least = Math.min(least, density);
  }
  return least;
}

/** What rounding makes of such a density: four roundings of prices near 1, by the square of the step. */
export const densityRounding = (step = 1e-3): number => 4e-16 / (step * step);
