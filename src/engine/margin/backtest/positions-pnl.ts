import type { PricedPosition } from '../../model/priced.ts';
import { unrealisedPnl } from '../../revaluation/unrealised.ts';
import { invariant } from '../../values/invariant.ts';
import { price } from '../../values/units.ts';

/**
 * What the same positions earned between two states of the market, in the reporting currency at the
 * rates of the second: what is paid in a coin is worth what the coin is worth then. Balances are not
 * in it. Gain positive.
 */
export function positionsPnl(
  before: readonly PricedPosition[],
  after: readonly PricedPosition[],
): number {
  invariant(before.length === after.length, 'the positions are the same');
  return after.reduce((sum, of, i) => sum + earned(before[i]!.mark, of), 0);
}

function earned(mark: number, of: PricedPosition): number {
  const { instrument, position } = of;
  if (instrument.kind === 'spot') {
    return position.quantity * instrument.multiplier * (of.mark - mark) * of.quoteRate;
  }
  if (instrument.option !== null) {
    return position.quantity * instrument.multiplier * (of.mark - mark) * of.settlementRate;
  }
  const found = unrealisedPnl({ ...of, position: { ...position, entryPrice: price(mark) } });
  invariant(found.ok, 'a mark is a positive price');
  return found.value * of.settlementRate;
}
