import type { RemedyCost } from '../contract/remedies.ts';
import type { MoveCosts, TransferCost } from '../model/move-costs.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import type { Asset, Venue } from '../values/ids.ts';
import type { TradeCost } from './calls/trades.ts';

/** Cost of trading a contract; null where the user states none. */
export function tradeCost(
  { trading }: MoveCosts,
  venue: Venue,
  { instrument }: PricedPosition,
): TradeCost | null {
  const found =
    trading.find((one) => one.venue === venue && one.symbol === instrument.symbol) ??
    trading.find((one) => one.venue === venue && one.symbol === null);
  return found === undefined ? null : { slippage: found.halfSpread, fee: found.fee };
}

/** A trade whose cost the user does not state is worked out at none, and its cost is unknown. */
export const free: TradeCost = { slippage: 0, fee: 0 };

/** Cost of moving an asset between two accounts; null where the user states none. */
export const transferTerms = (
  { transfers }: MoveCosts,
  from: AccountInput['account'],
  to: AccountInput['account'],
  asset: Asset,
): TransferCost | null =>
  transfers.find(
    (one) =>
      one.asset === asset &&
      (one.from === from.id || one.from === from.venue) &&
      (one.to === to.id || one.to === to.venue),
  ) ?? null;

/** What is not known where the user states no cost of a transfer. */
export const unstatedTransfer = (
  from: AccountInput['account'],
  to: AccountInput['account'],
  asset: Asset,
): string => `moving ${asset} from ${from.venue} to ${to.venue}: gas, bridge fee, minutes`;

/** What is not known where the user states no cost of a trade. */
export const unstatedTrade = (symbol: string): string => `half spread and fee of ${symbol}`;

/** Cost of moving an amount between two accounts. @param worth of it, reporting currency */
export function transferCost(
  costs: MoveCosts,
  from: AccountInput['account'],
  to: AccountInput['account'],
  asset: Asset,
  worth: number,
): RemedyCost {
  const found = transferTerms(costs, from, to, asset);
  return found === null
    ? { amount: null, unknown: [unstatedTransfer(from, to, asset)], minutes: null }
    : {
        amount: found.gas + found.bridgeFee + found.bridgeRate * worth,
        unknown: [],
        minutes: found.minutes,
        ...(found.basis === undefined ? {} : { basis: found.basis }),
      };
}
