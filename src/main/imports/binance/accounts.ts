import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';
import { words } from '../words.ts';

export const BINANCE: Venue = venue('BINANCE');
export const BINANCE_SPOT: Market = market('BINANCE-SPOT');
export const BINANCE_USDM: Market = market('BINANCE-USDM');
export const BINANCE_COINM: Market = market('BINANCE-COINM');
export const BINANCE_OPTIONS: Market = market('BINANCE-OPTIONS');

/** Wallets as the statement calls them: each is margined apart, also where two hold the same coin. */
export const USDM_WALLET = 'USD-M Futures';
export const COINM_WALLET = 'Coin-M Futures';
export const OPTIONS_WALLET = 'Options';
export const SPOT_WALLET = 'Spot';
/** Spot margin, USD-M and COIN-M margined as one. */
export const PORTFOLIO_WALLET = 'Portfolio Margin';

/** Spellings of the futures wallets, without blanks. */
const SPELLINGS: Readonly<Record<string, string>> = words({
  'usdt-futures': USDM_WALLET,
  'usd-mfutures': USDM_WALLET,
  'usdⓢ-mfutures': USDM_WALLET,
  umfutures: USDM_WALLET,
  'coin-mfutures': COINM_WALLET,
  'coin-futures': COINM_WALLET,
  cmfutures: COINM_WALLET,
});

/** One wallet of one user as an account of its own: `12345678 USD-M Futures`. */
export function walletAccount(owner: string | null, wallet: string): string {
  const name = SPELLINGS[wallet.replace(/\s/g, '').toLowerCase()] ?? wallet.trim();
  return owner === null || owner === '' ? name : `${owner} ${name}`;
}
