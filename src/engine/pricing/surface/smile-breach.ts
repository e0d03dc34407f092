import { checkGrid } from './butterfly-check.ts';
import {
  butterflyFunction,
  leastVariance,
  sviVariance,
  wingsAllowed,
  type SviSmile,
} from './svi.ts';

/** Total variances that a smile must not pass, at the points of a grid. */
export type VarianceBound = { readonly grid: readonly number[]; readonly variance: Float64Array };

/** Bounds on a smile from the expiries before and after it; null where there is none. */
export type Bounds = {
  readonly floor: VarianceBound | null;
  readonly ceiling: VarianceBound | null;
};

export const boundOf = (
  smile: SviSmile,
  grid: readonly number[],
  margin: number,
): VarianceBound => ({
  grid,
  variance: Float64Array.from(grid, (k) => sviVariance(smile, k) * (1 + margin)),
});

/** Density that a repaired smile keeps above 0, so that rounding does not take it below. */
const leastDensity = 1e-6;
const soughtDensity = 1e-3;

/** A search cannot afford every point of the checks. */
const stride = 4;

/** Points at which a search looks for negative densities of smiles near this one. */
export const densityGrid = (smile: SviSmile): readonly number[] =>
  checkGrid(smile).filter((_, i) => i % stride === 0);

function boundBreach(
  smile: SviSmile,
  bound: VarianceBound | null,
  sign: 1 | -1,
  scale: number,
): number {
  if (bound === null) return 0;
  const { grid, variance } = bound;
  let sum = 0;
  for (let i = 0; i < grid.length; i += stride) {
    const excess = (sign * (sviVariance(smile, grid[i]!) - variance[i]!)) / scale;
    if (excess > 0) sum += excess + excess * excess;
  }
  return (sum * stride) / grid.length;
}

/**
 * How far a smile is from what it must keep to, 0 when it does: lack of density and passed bounds, mean
 * over their grids.
 *
 * @param scale total variance by which bounds count
 */
export function breachOf(
  smile: SviSmile,
  densities: readonly number[],
  { floor, ceiling }: Bounds,
  scale: number,
): number {
  let sum = 0;
  for (const k of densities) {
    const lack = soughtDensity - butterflyFunction(smile, k);
    if (lack > 0) sum += lack + lack * lack;
  }
  return (
    sum / densities.length +
    boundBreach(smile, floor, -1, scale) +
    boundBreach(smile, ceiling, 1, scale) +
    Math.max(smile.b * (1 + Math.abs(smile.rho)) - 2, 0)
  );
}

/** How much variance a smile lacks to its floor at most; 0 where it clears it. */
export function lackOf(smile: SviSmile, floor: VarianceBound | null): number {
  let lack = 0;
  floor?.grid.forEach((k, i) => {
    lack = Math.max(lack, floor.variance[i]! - sviVariance(smile, k));
  });
  return lack;
}

/** Whether no butterfly is free on the grid of the check and no variance is below the floor. */
export function isAllowed(smile: SviSmile, floor: VarianceBound | null): boolean {
  return (
    leastVariance(smile) >= 0 &&
    wingsAllowed(smile) &&
    lackOf(smile, floor) === 0 &&
    checkGrid(smile).every((k) => butterflyFunction(smile, k) >= leastDensity)
  );
}
