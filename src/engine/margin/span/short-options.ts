import type { MarginNode } from '../../contract/margin-node.ts';
import { given, max, product, sum } from '../tree.ts';
import type { SpanCommodity, SpanPosition } from './parameters.ts';

/**
 * Short option minimum: short calls and puts × rate, both sides added or the larger side only, as the
 * commodity says. Contracts are counted, without netting against longs in other series.
 */
export function shortOptionMinimum(
  { currency, source, shortOptions: { rate, counted } }: SpanCommodity,
  positions: readonly SpanPosition[],
): MarginNode {
  const sides = (['call', 'put'] as const).map((right) => {
    const short = positions
      .filter(({ contract, quantity }) => contract.kind === right && quantity < 0)
      .reduce((total, { quantity }) => total - quantity, 0);
    return product(`Short ${right}s`, currency, [
      given('Contracts', short, ''),
      given('Rate per contract', rate, currency, { source }),
    ]);
  });
  const label = 'Short option minimum';
  return counted === 'both sides' ? sum(label, currency, sides) : max(label, currency, sides);
}
