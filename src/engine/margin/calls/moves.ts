import type { AccountInput, PricedPosition } from '../../model/priced.ts';
import { undiscountedBlack } from '../../pricing/black.ts';
import type { Asset } from '../../values/ids.ts';
import { accountAt } from '../moved.ts';

/** A move of several prices, and of all volatilities by one factor. */
export type Moves = {
  /** Price ÷ price today, reporting currency; an asset that is not named stays. */
  readonly prices: ReadonlyMap<Asset, number>;
  readonly volatility: number;
};

/** An option at another volatility: its mark moves by as much as Black's price does. */
function atVolatility(of: PricedPosition, factor: number): PricedPosition {
  const { option, priceUnit } = of.instrument;
  if (option === null || of.volatility === null) return of;
  const volatility = of.volatility * factor;
  const value = (at: number): number =>
    undiscountedBlack(option.right, of.forward, option.strike, at * Math.sqrt(of.years));
  const change = value(volatility) - value(of.volatility);
  const mark = of.mark + (priceUnit === 'underlying' ? change / of.forward : change);
  return { ...of, volatility, mark: Math.max(mark, 0) };
}

/** The account once prices and volatilities have moved, all else equal. */
export function accountMoved(input: AccountInput, { prices, volatility }: Moves): AccountInput {
  const atVol =
    volatility === 1
      ? input
      : { ...input, positions: input.positions.map((one) => atVolatility(one, volatility)) };
  return [...prices].reduce((moved, [asset, factor]) => accountAt(moved, asset, factor), atVol);
}

/** Assets whose price moves an account: what its positions follow or settle in, and its collateral. */
export function movingAssets({ positions, collateral, reporting }: AccountInput): readonly Asset[] {
  const assets = new Set<Asset>();
  for (const { instrument } of positions) assets.add(instrument.underlying);
  for (const { asset, balance } of collateral) if (balance !== 0) assets.add(asset);
  assets.delete(reporting);
  return [...assets];
}
