import type { MarginNode } from '../../contract/margin-node.ts';
import { given, product, sum } from '../tree.ts';
import { inTier, type DeltaLedger, type Periods } from './deltas.ts';
import type { CalendarLeg, CalendarSpread, SpanCommodity } from './parameters.ts';
import { formed, type SpreadLeg } from './spreads.ts';

function placeOf(leg: CalendarLeg, { spreadTiers }: SpanCommodity): Periods {
  if ('month' in leg.at) {
    const { month } = leg.at;
    return (period) => period === month;
  }
  const { tier } = leg.at;
  const tiers = spreadTiers.filter((one) => one.tier === tier).map(inTier);
  return (period) => tiers.some((holds) => holds(period));
}

const keyOf = ({ at }: CalendarLeg): string => ('month' in at ? at.month : `tier ${at.tier}`);

/** A tier counts net against another tier; against itself its longs and shorts count apart. */
function legsOf(
  { legs }: CalendarSpread,
  commodity: SpanCommodity,
  deltas: DeltaLedger,
): readonly SpreadLeg[] {
  return legs.map((leg) => {
    const periods = placeOf(leg, commodity);
    const key = keyOf(leg);
    const against = legs.some((other) => other.side !== leg.side && keyOf(other) === key);
    const available = against ? deltas.grossOnSide : deltas.onSide;
    return {
      key,
      side: leg.side,
      ratio: leg.ratio,
      available: (sign) => available(periods, sign),
      use: (sign, amount) => deltas.use(periods, sign, amount),
    };
  });
}

/**
 * Calendar charge: spreads between periods of one commodity, formed in order of priority from net
 * composite deltas, × their charge. The scan treats all periods as one price; this is for where they
 * do not move as one. Uses the deltas up.
 */
export function calendarCharge(commodity: SpanCommodity, deltas: DeltaLedger): MarginNode {
  const { currency, source, calendarSpreads } = commodity;
  const parts = calendarSpreads.flatMap((spread) => {
    const count = formed(legsOf(spread, commodity, deltas));
    return count === 0
      ? []
      : [
          product(spread.name, currency, [
            given('Spreads', count, ''),
            given('Charge per spread', spread.charge, currency, { source }),
          ]),
        ];
  });
  return sum('Calendar charge', currency, parts);
}
