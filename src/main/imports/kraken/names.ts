import { krakenGrammar } from '../../../engine/instruments/kraken.ts';
import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';

export const KRAKEN: Venue = venue('KRAKEN');
export const KRAKEN_FUTURES: Market = market('KRAKEN-FUTURES');
export const KRAKEN_SPOT: Market = market('KRAKEN-SPOT');

/** The multi-collateral wallet, as the account log calls it. */
export const FLEX = 'flex';

/** Wallets of inverse contracts hold one coin each: `f-xbt:usd`. Linear ones share the flex wallet. */
export function walletOf(symbol: string): string {
  const name = krakenGrammar.name(symbol, []);
  return name.ok && name.value.payoff === 'inverse'
    ? `f-${name.value.base.toLowerCase()}:usd`
    : FLEX;
}

export const walletAccount = (owner: string | null, wallet: string): string =>
  owner === null ? wallet : `${owner} ${wallet}`;
