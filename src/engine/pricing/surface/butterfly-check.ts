import type { ButterflyCheck, ButterflyViolation } from '../../contract/surface.ts';
import { positiveStretches } from './stretches.ts';
import { butterflyFunction, leastVariance, type SviSmile } from './svi.ts';

/** The quoted strikes, as ln(strike ÷ forward). */
export type QuotedRange = { readonly low: number; readonly high: number };

const pointsAboutCentre = 600;
const reach = 3;

/**
 * Values of k, rising, that are close where the smile bends and where the money is: about its centre
 * by its width, and evenly, to 3 on either side at least.
 */
export function checkGrid({ m, sigma }: SviSmile): readonly number[] {
  const grid: number[] = [];
  const far = Math.asinh((reach + Math.abs(m)) / sigma);
  for (let i = 0; i <= pointsAboutCentre; i++) {
    grid.push(m + sigma * Math.sinh(far * ((2 * i) / pointsAboutCentre - 1)));
  }
  for (let i = -300; i <= 300; i++) grid.push((reach * i) / 300);
  for (let i = -100; i <= 100; i++) grid.push(0.1 * (i / 100) ** 3);
  return grid.toSorted((a, b) => a - b);
}

/** Where Durrleman's function is negative on the grid, and the bounds on wings and variance. */
export function butterflyCheck(smile: SviSmile, quoted: QuotedRange): ButterflyCheck {
  const violations = positiveStretches(checkGrid(smile), (k) => -butterflyFunction(smile, k)).map(
    ({ from, to, at, size }): ButterflyViolation => ({
      from,
      to,
      at,
      size: -size,
      beyondQuotes: to < quoted.low || from > quoted.high,
    }),
  );
  const steepestWing = smile.b * (1 + Math.abs(smile.rho));
  const least = leastVariance(smile);
  return {
    violations,
    steepestWing,
    leastVariance: least,
    free: violations.length === 0 && steepestWing <= 2 && least >= 0,
  };
}
