import type { MarginNode } from '../../contract/margin-node.ts';
import { given, product, sum } from '../tree.ts';
import type { DeltaLedger } from './deltas.ts';
import type { SpanCommodity } from './parameters.ts';

/**
 * Delivery (spot month) charge: for each period in delivery a rate per delta that spreads have used
 * and another per delta that is left.
 */
export function deliveryCharge(
  { currency, source, deliveryMonths }: SpanCommodity,
  deltas: DeltaLedger,
): MarginNode {
  const parts = deliveryMonths.flatMap(({ month, spreadRate, outrightRate }) => [
    product(`${month} in spreads`, currency, [
      given('Delta in spreads', deltas.used(month), ''),
      given('Rate per delta in spreads', spreadRate, currency, { source }),
    ]),
    product(`${month} outright`, currency, [
      given('Delta left', Math.abs(deltas.net((period) => period === month)), ''),
      given('Rate per delta left', outrightRate, currency, { source }),
    ]),
  ]);
  return sum('Delivery charge', currency, parts);
}
