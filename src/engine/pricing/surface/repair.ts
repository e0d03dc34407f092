import { calendarGrid, type DatedSmile } from './calendar-check.ts';
import { constrainedFit } from './constrained-fit.ts';
import { boundOf, breachOf, densityGrid, isAllowed, lackOf } from './smile-breach.ts';
import type { Bounds, VarianceBound } from './smile-breach.ts';
import type { VolatilityQuote } from './svi-fit.ts';
import { sviVariance, type SviSmile } from './svi.ts';

/** A fitted smile and the quotes that it is to stay near. */
export type RepairableSlice = DatedSmile & { readonly quotes: readonly VolatilityQuote[] };

/** How a breach counts beside the fit, turn by turn: so that the side whose quotes mind less gives way. */
const severities = [0.03, 0.3, 3, 100, 1000];
/** What a repaired smile keeps from the one before it, by its variance. */
const clearance = 1e-7;
/** What a search aims at, so that what it falls short of is still within. */
const soughtClearance = 1e-3;
const finalSeverity = 1e4;

/** Bounds by the neighbours' smiles as they are now. */
function boundsOf(
  slices: readonly RepairableSlice[],
  smiles: readonly SviSmile[],
  i: number,
): Bounds {
  const to = (j: number, margin: number): VarianceBound | null => {
    const [own, other, smile] = [slices[i], slices[j], smiles[j]];
    return own === undefined || other === undefined || smile === undefined
      ? null
      : boundOf(smile, calendarGrid(own.quoted, other.quoted), margin);
  };
  return { floor: to(i - 1, soughtClearance), ceiling: to(i + 1, -soughtClearance) };
}

/** Smiles moved in turns against their neighbours until hardly anything is breached. */
function negotiated(slices: readonly RepairableSlice[]): readonly SviSmile[] {
  const smiles = slices.map(({ smile }) => smile);
  const touched = new Set<number>();
  for (const severity of severities) {
    for (const [i, slice] of slices.entries()) {
      const smile = smiles[i]!;
      const bounds = boundsOf(slices, smiles, i);
      const scale = Math.max(sviVariance(smile, 0), 1e-12);
      const { floor } = bounds;
      const isFree = breachOf(smile, densityGrid(smile), bounds, scale) === 0;
      if (isFree && isAllowed(smile, floor)) continue;
      smiles[i] = constrainedFit({ ...slice, smile }, bounds, severity, !touched.has(i));
      touched.add(i);
    }
  }
  return smiles;
}

const blend = (from: SviSmile, to: SviSmile, share: number): SviSmile => ({
  a: from.a + share * (to.a - from.a),
  b: from.b + share * (to.b - from.b),
  rho: from.rho + share * (to.rho - from.rho),
  m: from.m + share * (to.m - from.m),
  sigma: from.sigma + share * (to.sigma - from.sigma),
});

/** The smile raised as a whole until it clears the floor. */
const raised = (smile: SviSmile, floor: VarianceBound | null): SviSmile => ({
  ...smile,
  a: smile.a + lackOf(smile, floor) * (1 + 1e-9),
});

/** An allowed smile on the way to one that is allowed, near the first, by halving. */
function firstAllowed(from: SviSmile, to: SviSmile, floor: VarianceBound | null): SviSmile {
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (isAllowed(raised(blend(from, to, middle), floor), floor)) high = middle;
    else low = middle;
  }
  return raised(blend(from, to, high), floor);
}

/** A flat smile above the floor is allowed whatever happens. */
const flatAbove = (smile: SviSmile, floor: VarianceBound | null): SviSmile =>
  raised({ ...smile, a: Math.max(sviVariance(smile, 0), 1e-12), b: 0, rho: 0 }, floor);

/** The smile, or what of it is allowed above the floor. */
function enforced(
  smile: SviSmile,
  floor: VarianceBound | null,
  fallbacks: readonly (SviSmile | null)[],
): SviSmile {
  const lifted = raised(smile, floor);
  if (isAllowed(lifted, floor)) return lifted;
  const goal = fallbacks
    .flatMap((one) => (one === null ? [] : [raised(one, floor)]))
    .find((one) => isAllowed(one, floor));
  return firstAllowed(lifted, goal ?? flatAbove(smile, floor), floor);
}

/**
 * The smiles moved until no butterfly and no calendar spread between neighbours is free on the grids
 * of the checks, as near to their quotes as a penalised search finds. Smiles that break nothing stay.
 *
 * Neighbours first give way in turns. What is left over is then removed for certain, expiry by
 * expiry: a smile is raised to the one before it, or blended towards one that is allowed, the second
 * model's or a flat one.
 *
 * @param slices by rising time
 * @param fallbacks the second model's smiles, [slice]; null where there is none
 */
export function repairedSmiles(
  slices: readonly RepairableSlice[],
  fallbacks: readonly (SviSmile | null)[],
): readonly SviSmile[] {
  const repaired: SviSmile[] = [];
  negotiated(slices).forEach((smile, i) => {
    const slice = slices[i]!;
    const before = repaired[i - 1];
    const floorBy = (margin: number): VarianceBound | null =>
      before === undefined
        ? null
        : boundOf(before, calendarGrid(slice.quoted, slices[i - 1]!.quoted), margin);
    const floor = floorBy(clearance);
    if (isAllowed(smile, floor)) {
      repaired.push(smile);
      return;
    }
    const sought: Bounds = { floor: floorBy(soughtClearance), ceiling: null };
    const moved = constrainedFit({ ...slice, smile }, sought, finalSeverity, true);
    repaired.push(enforced(moved, floor, [fallbacks[i] ?? null, before ?? null]));
  });
  return repaired;
}
