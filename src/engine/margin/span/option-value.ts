import type { MarginNode } from '../../contract/margin-node.ts';
import { failure } from '../../values/outcome.ts';
import { given, sum } from '../tree.ts';
import type { SpanCommodity, SpanPosition } from './parameters.ts';
import { contractName } from './scan.ts';

/**
 * Net option value as a need: longs are a credit, shorts a debit. Options margined like futures have
 * none, their value is settled daily. An unknown premium counts as 0 and is lacking.
 */
export function optionValueNeed(
  { currency, source }: SpanCommodity,
  positions: readonly SpanPosition[],
): MarginNode {
  const parts = positions.flatMap(({ contract, quantity }) => {
    const { kind, premium, premiumPaid } = contract;
    if ((kind !== 'call' && kind !== 'put') || !premiumPaid) return [];
    const name = contractName(contract);
    return premium === null
      ? given(name, 0, currency, {
          lacking: [failure('missing-market-data', `the premium of ${name}`)],
        })
      : given(name, -quantity * premium, currency, {
          source,
          note: `${-quantity} × ${premium}`,
        });
  });
  return sum('Net option value', currency, parts, { note: 'long positive value is a credit' });
}
