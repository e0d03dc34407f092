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

/** Whether a transfer is of this asset and between these accounts or their venues. */
const fits = (
  one: Pick<TransferCost, 'from' | 'to' | 'asset'>,
  from: AccountInput['account'],
  to: AccountInput['account'],
  asset: Asset,
): boolean =>
  one.asset === asset &&
  (one.from === from.id || one.from === from.venue) &&
  (one.to === to.id || one.to === to.venue);

/** Cost of moving an asset between two accounts; null where nobody states one. */
export const transferTerms = (
  { transfers }: MoveCosts,
  from: AccountInput['account'],
  to: AccountInput['account'],
  asset: Asset,
): TransferCost | null => transfers.find((one) => fits(one, from, to, asset)) ?? null;

/** What is not known of a transfer whose cost nobody states, and how long it takes; null: nobody states that either. */
export function unstatedTransfer(
  { unpriced = [] }: MoveCosts,
  from: AccountInput['account'],
  to: AccountInput['account'],
  asset: Asset,
): { readonly what: string; readonly minutes: number | null } {
  const way = unpriced.find((one) => fits(one, from, to, asset));
  const moving = `moving ${asset} from ${from.venue} to ${to.venue}`;
  return way === undefined
    ? { what: `${moving}: gas, bridge fee, minutes`, minutes: null }
    : { what: `${moving}: ${way.lacking}`, minutes: way.minutes };
}

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
  if (found === null) {
    const { what, minutes } = unstatedTransfer(costs, from, to, asset);
    return { amount: null, unknown: [what], minutes };
  }
  return {
    amount: found.gas + found.bridgeFee + found.bridgeRate * worth,
    unknown: [],
    minutes: found.minutes,
    ...(found.basis === undefined ? {} : { basis: found.basis }),
  };
}
