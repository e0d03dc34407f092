import type { MarginNode } from '../../contract/margin-node.ts';
import { failure } from '../../values/outcome.ts';
import { given, product, sum } from '../tree.ts';
import type { SpanCommodity, SpanPosition } from './parameters.ts';
import { contractName } from './scan.ts';

/** An exchange's own charge on top of SPAN: a share of the notional of a commodity. */
export type ExposureRate = { readonly commodity: string; readonly rate: number };

/**
 * Exposure margin: notional of futures, of both sides and without netting, and of short options × rate.
 * Long options carry none. An unknown notional counts as 0 and is lacking.
 *
 * @see NSE Clearing, "Exposure margin"
 */
export function exposureMargin(
  { currency, source }: SpanCommodity,
  positions: readonly SpanPosition[],
  rate: number,
): MarginNode {
  const parts = positions.flatMap(({ contract, quantity }) => {
    const isOption = contract.kind === 'call' || contract.kind === 'put';
    if (quantity === 0 || (isOption && quantity > 0)) return [];
    const name = contractName(contract);
    return contract.notional === null
      ? given(name, 0, currency, {
          lacking: [failure('missing-market-data', `the notional of ${name}`)],
        })
      : product(name, currency, [
          given('Contracts', Math.abs(quantity), ''),
          given('Notional of one', Math.abs(contract.notional), currency, { source }),
          given('Exposure rate', rate, ''),
        ]);
  });
  return sum('Exposure margin', currency, parts);
}
