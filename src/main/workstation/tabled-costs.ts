import type { GasNow } from '../../engine/contract/gas.ts';
import {
  tabledTakingOut,
  tabledTransfers,
  unpricedTransfers,
  type TableMarket,
} from '../../engine/margin/transfer-table.ts';
import type { CollateralTerms } from '../../engine/model/collateral-terms.ts';
import type { MarketState } from '../../engine/model/market.ts';
import type { MoveCosts } from '../../engine/model/move-costs.ts';
import type { GasPrice, TransferTable } from '../../engine/model/transfer-table.ts';
import { startOf } from '../../engine/values/days.ts';
import type { Asset } from '../../engine/values/ids.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { StoredSeries } from '../store/prices.ts';
import { gasHistoryIn } from './gas-history.ts';

/** The chain that the store's history of gas prices is of. */
const ETHEREUM = 1;

/** What gas costs on each chain: live where a node was asked, else the last day of the store's history. */
function gasPrices(
  series: readonly StoredSeries[],
  live: readonly GasNow[],
): ReadonlyMap<number, GasPrice> {
  const prices = new Map<number, GasPrice>();
  const history = gasHistoryIn(series);
  if (history.ok) {
    const { days, closes, source } = history.value;
    const [day, wei] = [days.at(-1), closes.at(-1)];
    if (day !== undefined && wei !== undefined) {
      prices.set(ETHEREUM, { wei, dataFee: 0, at: startOf(day + 1), source });
    }
  }
  for (const { chainId, at, price, dataFee } of live) {
    const fee = dataFee.ok ? dataFee.value : null;
    prices.set(chainId, { wei: price.usual, dataFee: fee, at, source: 'live' });
  }
  return prices;
}

/** What the user states, then what the table does. */
export type CostsInForce = { readonly costs: MoveCosts; readonly terms: CollateralTerms };

/** The user's own costs and terms come first; where they say nothing the table's count. */
export function withTable(
  own: CostsInForce,
  table: TransferTable,
  market: Pick<MarketState, 'spots'>,
  { reporting, pegged }: { readonly reporting: Asset; readonly pegged: readonly Asset[] },
  gas: { readonly series: readonly StoredSeries[]; readonly live: readonly GasNow[] },
  asOf: Instant,
): CostsInForce {
  const of: TableMarket = {
    gas: gasPrices(gas.series, gas.live),
    rateOf: (asset) =>
      asset === reporting
        ? 1
        : (market.spots.get(asset)?.value ?? (pegged.includes(asset) ? 1 : null)),
    asOf,
  };
  return {
    costs: {
      ...own.costs,
      transfers: [...own.costs.transfers, ...tabledTransfers(table, of)],
      unpriced: unpricedTransfers(table, of),
    },
    terms: { ...own.terms, takingOut: tabledTakingOut(table, of) },
  };
}
