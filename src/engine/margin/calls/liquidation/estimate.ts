import type { PricedPosition } from '../../../model/priced.ts';
import { notional } from '../../../revaluation/unrealised.ts';
import { ok, type Outcome } from '../../../values/outcome.ts';
import { afterOrder, isWhole, type Course, type LiquidationTerms } from './state.ts';

/** Share of a position, as it was at the start, that a step closes. */
const SLICE = 0.1;
const MOST_STEPS = 200;

/**
 * A generic liquidation for venues that do not publish theirs: at each step a tenth of the position
 * whose closing frees most maintenance margin per unit of cost, or per unit of notional where
 * closing costs nothing. It ends when the account is whole, empty, or nothing frees any.
 */
export function estimatedLiquidation(start: Course, terms: LiquidationTerms): Outcome<Course> {
  const slices = new Map(
    start.input.positions.map(({ position }) => [position.id, Math.abs(position.quantity) * SLICE]),
  );
  let course = start;
  for (let step = 0; step < MOST_STEPS && course.input.positions.length > 0; step++) {
    const best = mostRelieving(course, slices, terms);
    if (!best.ok) return best;
    if (best.value === null) break;
    course = best.value;
    if (isWhole(course.figures, terms.ends)) break;
  }
  return ok(course);
}

/** The course after the step that frees most margin for its cost; null where none frees any. */
function mostRelieving(
  course: Course,
  slices: ReadonlyMap<string, number>,
  terms: LiquidationTerms,
): Outcome<Course | null> {
  let best: { readonly after: Course; readonly worth: number } | null = null;
  for (const of of course.input.positions) {
    const share = shareOf(of, slices.get(of.position.id) ?? 0);
    const after = afterOrder(course, of, share, terms);
    if (!after.ok) return after;
    const relief = course.figures.maintenance - after.value.figures.maintenance;
    const cost = course.figures.equity - after.value.figures.equity;
    const worth = relief / (cost > 0 ? cost : notional(of) * share);
    if (relief > 0 && (best === null || worth > best.worth)) best = { after: after.value, worth };
  }
  return ok(best?.after ?? null);
}

/** A slice as a share of what is left; the last one takes the rest. */
function shareOf({ position }: PricedPosition, slice: number): number {
  const left = Math.abs(position.quantity);
  return slice * (1 + 1e-9) >= left ? 1 : slice / left;
}
