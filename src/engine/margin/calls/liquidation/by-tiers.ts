import type { TierRounds } from '../../../model/liquidation-numbers.ts';
import type { TierTable } from '../../../model/margin-numbers.ts';
import type { PricedPosition } from '../../../model/priced.ts';
import { fail, ok, type Outcome } from '../../../values/outcome.ts';
import { tierTablesOf } from '../../tiered.ts';
import { extentOf } from '../../tiers.ts';
import { afterOrder, afterTakeover, isWhole, type Course, type LiquidationTerms } from './state.ts';

/**
 * A lone future or perpetual reduced by the tiers of its table; one in a low tier is taken over
 * whole. Rounds that give up a number of tiers go on until the account is whole, and take the
 * position over once equity is below the lowest tier's rate. `enough` is one order down to the
 * highest lower tier that makes the account whole; where there is none, the whole is taken over.
 */
export function liquidatedByTiers(
  start: Course,
  rounds: TierRounds,
  terms: LiquidationTerms,
): Outcome<Course> {
  let course = start;
  // Every round ends in a lower tier.
  for (;;) {
    const [of, ...others] = course.input.positions;
    if (of === undefined) return ok(course);
    const table = tierTablesOf(course.input).get(of.instrument.symbol);
    if (others.length > 0 || table === undefined || of.instrument.option !== null) {
      return fail(
        'not-published',
        `${course.input.account.venue} does not publish which of several positions it reduces first`,
      );
    }
    const after = round(course, of, table.value, rounds, terms);
    if (!after.ok) return after;
    course = after.value;
    if (course.input.positions.length === 0 || isWhole(course.figures, terms.ends)) {
      return after;
    }
  }
}

function round(
  course: Course,
  of: PricedPosition,
  table: TierTable,
  { down, wholeUpTo }: TierRounds,
  terms: LiquidationTerms,
): Outcome<Course> {
  const pooling = course.input.account.model === 'tiered-isolated' ? 'isolated' : 'cross';
  const extent = extentOf(of, table, pooling);
  if (!extent.ok) return extent;
  const tier = table.tiers.findIndex(({ upTo }) => extent.value <= upTo);
  const takeover = ok(afterTakeover(course, of));
  if (tier < wholeUpTo) return takeover;
  const cut = (to: number): Outcome<Course> =>
    afterOrder(course, of, 1 - (table.tiers[to]?.upTo ?? 0) / extent.value, terms);
  if (down !== 'enough') return belowLowest(course, of, table) ? takeover : cut(tier - down);
  for (let to = tier - 1; to >= 0; to--) {
    const after = cut(to);
    if (!after.ok || isWhole(after.value.figures, terms.ends)) return after;
  }
  return takeover;
}

/** Whether equity does not even cover the position at the lowest tier's rate. */
function belowLowest({ figures }: Course, of: PricedPosition, table: TierTable): boolean {
  const rate = (table.tiers[0]?.maintenanceRate ?? 0) + table.closingFee;
  return figures.equity < rate * Math.abs(of.position.quantity) * valueOfOne(of);
}

/** Value of a contract at the mark, reporting currency. */
const valueOfOne = ({ instrument, mark, settlementRate }: PricedPosition): number =>
  instrument.multiplier * (instrument.payoff === 'inverse' ? 1 / mark : mark) * settlementRate;
