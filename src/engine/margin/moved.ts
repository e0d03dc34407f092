import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { undiscountedBlack } from '../pricing/black.ts';
import type { Asset } from '../values/ids.ts';

/**
 * The account with the price of one asset, in the reporting currency, multiplied by `factor`, all
 * else equal: volatilities, other assets' prices, basis and time stay. What settles in the asset,
 * and balances of it, move with it.
 *
 * @param factor positive
 */
export function accountAt(input: AccountInput, moving: Asset, factor: number): AccountInput {
  return {
    ...input,
    positions: input.positions.map((one) => positionAt(one, moving, factor)),
    collateral: input.collateral.map((one) =>
      one.asset === moving ? { ...one, rate: one.rate * factor } : one,
    ),
  };
}

function positionAt(of: PricedPosition, moving: Asset, factor: number): PricedPosition {
  const { underlying, settlement, quote } = of.instrument;
  if (underlying !== moving && settlement !== moving && quote !== moving) return of;
  const settlementRate = settlement === moving ? of.settlementRate * factor : of.settlementRate;
  const quoteRate = quote === moving ? of.quoteRate * factor : of.quoteRate;
  // Quoted prices move with the underlying and against the currency that they are quoted in.
  const own = (underlying === moving ? factor : 1) / (quote === moving ? factor : 1);
  if (own === 1) return { ...of, settlementRate, quoteRate };
  const forward = of.forward * own;
  return {
    ...of,
    spot: of.spot * own,
    forward,
    mark: of.instrument.option === null ? of.mark * own : optionMark(of, forward),
    settlementRate,
    quoteRate,
  };
}

/** The venue's mark, moved by as much as Black's price moves: the gap between the two stays. */
function optionMark(of: PricedPosition, forward: number): number {
  const { option, priceUnit } = of.instrument;
  if (option === null) return of.mark;
  const deviation = (of.volatility ?? 0) * Math.sqrt(of.years);
  const price = (at: number): number =>
    undiscountedBlack(option.right, at, option.strike, deviation) /
    (priceUnit === 'underlying' ? at : 1);
  return Math.max(of.mark + price(forward) - price(of.forward), 0);
}
