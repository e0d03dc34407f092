import { filteredReturns, volatilityPath } from '../../measures/filtered-history.ts';
import { columnOf } from '../../measures/covariance.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import { filterSeed, jointReturns } from '../../scenarios/history.ts';
import type { Asset } from '../../values/ids.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { movingAssets } from './moves.ts';
import type { DailyReturns } from './time-to-call.ts';

/** How prices move: joint days at today's volatility, and each asset's daily deviation today. */
export type MarketMoves = {
  readonly returns: DailyReturns;
  readonly deviations: ReadonlyMap<Asset, number>;
};

/** Of all that moves some accounts, from history; a failure where there is too little. */
export function marketMoves(
  inputs: readonly AccountInput[],
  history: readonly PriceSeries[],
  settings: MeasureSettings,
): Outcome<MarketMoves> {
  const wanted = new Set(inputs.flatMap(movingAssets));
  const joint = jointReturns(
    history.filter(({ asset }) => wanted.has(asset)),
    settings,
  );
  if (!joint.ok) return joint;
  const { assets, rows, values } = joint.value;
  const filter = { decay: settings.decay, seed: filterSeed, floor: 1e-6 };
  const deviations = new Map(
    assets.map((asset, column) => {
      const path = volatilityPath(columnOf(values, rows, assets.length, column), filter);
      return [asset, path[rows]!];
    }),
  );
  return ok({ returns: filteredReturns(joint.value, filter), deviations });
}
