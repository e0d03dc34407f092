import type { MarginNode } from '../../contract/margin-node.ts';
import { given, product, sum } from '../tree.ts';
import { consume, deltasByMonth, monthsOf, spreadsIn } from './deltas.ts';
import type { IntraSpread, SpanCommodity, SpanPosition } from './parameters.ts';

const legWords = ({ legs, between }: IntraSpread): string =>
  legs
    .map(({ of, ratio, side }) => `${ratio} ${side} of ${between === 'tiers' ? `tier ${of}` : of}`)
    .join(', ');

export type CalendarCharges = { readonly spreads: MarginNode; readonly delivery: MarginNode };

/**
 * Calendar spreads by priority, each in both directions, and the charge on months near delivery:
 * per delta inside those spreads, and per delta outside.
 */
export function calendarCharges(
  commodity: SpanCommodity,
  positions: readonly SpanPosition[],
  source: string,
): CalendarCharges {
  const { currency } = commodity;
  const deltas = deltasByMonth(positions);
  const spent = new Map<string, number>();
  const charges: MarginNode[] = [];
  for (const spread of commodity.intraSpreads.toSorted((a, b) => a.priority - b.priority)) {
    const legs = spread.legs.map((leg) => ({
      leg,
      months: monthsOf(leg, spread.between, commodity, deltas.keys()),
    }));
    for (const signOfA of [1, -1] as const) {
      const count = spreadsIn(deltas, legs, signOfA);
      if (!(count > 0) || !Number.isFinite(count)) continue;
      consume(deltas, legs, signOfA, count, spent);
      charges.push(
        product(`Spread ${spread.priority}`, currency, [
          given('Spreads', count, '', { note: legWords(spread) }),
          given('Charge', spread.charge, currency, { source }),
        ]),
      );
    }
  }
  const delivery = commodity.spotMonths.flatMap(({ month, spreadCharge, outrightCharge }) =>
    (
      [
        ['in spreads', spent.get(month) ?? 0, spreadCharge],
        ['outright', Math.abs(deltas.get(month) ?? 0), outrightCharge],
      ] as const
    ).flatMap(([label, delta, charge]) =>
      delta === 0 || charge === 0
        ? []
        : [
            product(`${month}, ${label}`, currency, [
              given('Deltas', delta, ''),
              given('Charge', charge, currency, { source }),
            ]),
          ],
    ),
  );
  return {
    spreads: sum('Calendar spreads', currency, charges),
    delivery: sum('Months near delivery', currency, delivery),
  };
}
