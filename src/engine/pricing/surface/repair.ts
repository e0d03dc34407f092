import { simplexMinimum } from '../../numeric/search/nelder-mead.ts';
import { checkGrid } from './butterfly-check.ts';
import { calendarGrid, type DatedSmile } from './calendar-check.ts';
import type { VolatilityQuote } from './svi-fit.ts';
import { butterflyFunction, leastVariance, sviVariance, wingsAllowed, type SviSmile } from './svi.ts';

/** A fitted smile and the quotes that it is to stay near. */
export type RepairableSlice = DatedSmile & { readonly quotes: readonly VolatilityQuote[] };

/** What a repaired smile must keep to: variances at the points of a grid. */
type Bounds = {
  readonly grid: readonly number[];
  /** Least total variance; a hard bound, the repaired smile before it. */
  readonly floor: readonly number[];
  /** Most total variance, the fitted smile after it; null for the last. Sought, not enforced. */
  readonly ceiling: readonly number[] | null;
};

/** Margins that a repair keeps from its bounds, so that rounding does not break them again. */
const leastDensity = 1e-6;
const clearance = 1e-9;
/** How a breach counts beside the loss of the fit, both by the variance at the money. */
const severity = 100;

/** Raw SVI by centre, width, slopes of both wings and its least variance, each free to move. */
function smileAt(point: readonly number[]): SviSmile {
  const [m = 0, logSigma = 0, logLeft = 0, logRight = 0, logLeast = 0] = point;
  const left = Math.min(Math.exp(logLeft), 2);
  const right = Math.min(Math.exp(logRight), 2);
  const sigma = Math.exp(logSigma);
  const b = (left + right) / 2;
  const rho = (right - left) / (right + left);
  return { a: Math.exp(logLeast) - b * sigma * Math.sqrt((1 - rho) * (1 + rho)), b, rho, m, sigma };
}

function pointOf(smile: SviSmile, scale: number): readonly number[] {
  const { b, rho, m, sigma } = smile;
  const least = 1e-4 * scale;
  const wing = (slope: number): number => Math.log(Math.min(Math.max(slope, least), 2));
  return [
    m,
    Math.log(sigma),
    wing(b * (1 - rho)),
    wing(b * (1 + rho)),
    Math.log(Math.max(leastVariance(smile), 1e-3 * scale)),
  ];
}

function breachOfDensity(smile: SviSmile, grid: readonly number[]): number {
  let sum = 0;
  for (const k of grid) {
    const lack = leastDensity * 100 - butterflyFunction(smile, k);
    if (lack > 0) sum += lack + lack * lack;
  }
  return sum / grid.length;
}

function breachOfBounds(smile: SviSmile, { grid, floor, ceiling }: Bounds, scale: number): number {
  let sum = 0;
  for (let i = 0; i < grid.length; i++) {
    const variance = sviVariance(smile, grid[i]!);
    const lack = (floor[i]! - variance) / scale;
    const excess = ceiling === null ? 0 : (variance - ceiling[i]!) / scale;
    if (lack > 0) sum += lack + lack * lack;
    if (excess > 0) sum += excess + excess * excess;
  }
  return sum / grid.length;
}

/** Every third point, which a search can afford. */
const thinned = (grid: readonly number[]): readonly number[] => grid.filter((_, i) => i % 3 === 0);

function penalised(slice: RepairableSlice, bounds: Bounds): SviSmile {
  const { smile, years, quotes } = slice;
  const scale = Math.max(sviVariance(smile, 0), 1e-12);
  const grid = thinned(checkGrid(smile));
  const weights = quotes.reduce((sum, { weight }) => sum + weight * weight, 0);
  const objective = (point: readonly number[]): number => {
    const moved = smileAt(point);
    let loss = 0;
    for (const { k, volatility, weight } of quotes) {
      const residual = sviVariance(moved, k) - volatility * volatility * years;
      loss += (weight * residual) ** 2;
    }
    const breach = breachOfDensity(moved, grid) + breachOfBounds(moved, bounds, scale);
    return loss / weights / (scale * scale) + severity * breach;
  };
  const steps = [slice.smile.sigma / 2, 0.3, 0.2, 0.2, 0.2];
  let best = simplexMinimum(objective, pointOf(smile, scale), steps, {
    tolerance: 1e-7,
    evaluations: 500,
  });
  for (let again = 0; again < 2; again++) {
    best = simplexMinimum(objective, best.point, steps, { tolerance: 1e-7, evaluations: 500 });
  }
  return smileAt(best.point);
}

/** Whether no butterfly is free and no variance is below the floor, both with a margin. */
function isAllowed(smile: SviSmile, { grid, floor }: Bounds): boolean {
  if (!(leastVariance(smile) >= 0) || !wingsAllowed(smile)) return false;
  for (let i = 0; i < grid.length; i++) {
    if (!(sviVariance(smile, grid[i]!) >= floor[i]!)) return false;
  }
  return checkGrid(smile).every((k) => butterflyFunction(smile, k) >= leastDensity);
}

const blend = (from: SviSmile, to: SviSmile, share: number): SviSmile => ({
  a: from.a + share * (to.a - from.a),
  b: from.b + share * (to.b - from.b),
  rho: from.rho + share * (to.rho - from.rho),
  m: from.m + share * (to.m - from.m),
  sigma: from.sigma + share * (to.sigma - from.sigma),
});

/** The first allowed smile on the way to one that is allowed, by halving. */
function firstAllowed(from: SviSmile, to: SviSmile, bounds: Bounds): SviSmile {
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (isAllowed(blend(from, to, middle), bounds)) high = middle;
    else low = middle;
  }
  return blend(from, to, high);
}

/** The smile raised as a whole until it clears the floor. */
function raised(smile: SviSmile, { grid, floor }: Bounds): SviSmile {
  let lack = 0;
  for (let i = 0; i < grid.length; i++) {
    lack = Math.max(lack, floor[i]! - sviVariance(smile, grid[i]!));
  }
  return lack > 0 ? { ...smile, a: smile.a + lack * (1 + 1e-12) } : smile;
}

/** A flat smile above the floor: allowed whatever happens, the last resort. */
function flatAbove({ floor }: Bounds, smile: SviSmile): SviSmile {
  return { ...smile, a: Math.max(sviVariance(smile, 0), ...floor), b: 0, rho: 0 };
}

/**
 * The smiles moved until no butterfly and no calendar spread between neighbours is free on the grids
 * of the checks, as near to their quotes as a penalised search finds.
 *
 * Expiries are gone through in time: the repaired smile before is a floor. A smile that breaks nothing
 * stays as it is. What the search leaves over is removed for certain: the smile is raised to its
 * floor, or blended towards one that is allowed: the second model's or that of the expiry before, raised,
 * or a flat one.
 *
 * @param slices by rising time
 * @param fallbacks the second model's smiles, [slice]; null where there is none
 */
export function repairedSmiles(
  slices: readonly RepairableSlice[],
  fallbacks: readonly (SviSmile | null)[],
): readonly SviSmile[] {
  const grid = calendarGrid(slices.map(({ quoted }) => quoted));
  let floor = grid.map(() => 0);
  let before: SviSmile | null = null;
  return slices.map((slice, i) => {
    const next = slices[i + 1];
    const ceiling = next === undefined ? null : grid.map((k) => sviVariance(next.smile, k));
    const bounds: Bounds = { grid, floor, ceiling };
    const isBelowNext =
      ceiling === null || grid.every((k, j) => sviVariance(slice.smile, k) <= ceiling[j]!);
    const smile =
      isBelowNext && isAllowed(slice.smile, bounds)
        ? slice.smile
        : allowedNear(slice, bounds, [fallbacks[i] ?? null, before]);
    before = smile;
    floor = grid.map((k) => sviVariance(smile, k) * (1 + clearance));
    return smile;
  });
}

function allowedNear(
  slice: RepairableSlice,
  bounds: Bounds,
  fallbacks: readonly (SviSmile | null)[],
): SviSmile {
  const found = penalised(slice, bounds);
  if (isAllowed(found, bounds)) return found;
  const lifted = raised(found, bounds);
  if (isAllowed(lifted, bounds)) return lifted;
  const centre = sviVariance(slice.smile, 0);
  const goals = fallbacks.flatMap((smile) => {
    if (smile === null) return [];
    const lack = Math.max(centre - sviVariance(smile, 0), 0);
    return [raised({ ...smile, a: smile.a + lack }, bounds)];
  });
  const goal = goals.find((smile) => isAllowed(smile, bounds)) ?? flatAbove(bounds, slice.smile);
  return firstAllowed(lifted, goal, bounds);
}
