import { market, venue, type Asset, type Market, type Venue } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { assetSpelled } from '../asset-spellings.ts';
import { scaled } from '../decimals.ts';
import type { DecimalText } from '../format.ts';
import { words } from '../words.ts';

export const BITMEX: Venue = venue('BITMEX');
export const BITMEX_MARKET: Market = market('BITMEX');

/** Minor units in which BitMEX writes money: the asset, and the decimal places of one unit of it. */
type Minor = { readonly asset: Asset; readonly places: number };

/** @see https://www.bitmex.com/api/v1/wallet/assets (majorCurrency, scale) */
const MINORS: Readonly<Record<string, readonly [major: string, places: number]>> = words({
  XBt: ['XBT', 8],
  USDt: ['USDT', 6],
  Gwei: ['ETH', 9],
  LAMp: ['SOL', 9],
  BMEx: ['BMEX', 6],
});

export const SATOSHI = 'XBt';

/** The currency in which a contract's money is written: its name ends in its quote. */
export const minorOf = (symbol: string): string =>
  /USDT(?:[A-Z]\d{2})?$/.test(symbol) ? 'USDt' : SATOSHI;

export function minorNamed(currency: string): Outcome<Minor> {
  const minor = MINORS[currency];
  return minor === undefined
    ? fail('unsupported-operation', `how many decimals "${currency}" has is not known`, 'currency')
    : ok({ asset: assetSpelled(minor[0], BITMEX), places: minor[1] });
}

/** Whole units: 5000000 XBt is 0.05. */
export const major = (amount: DecimalText, { places }: Minor): DecimalText =>
  scaled(amount, -places);
