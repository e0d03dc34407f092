import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';
import { words } from '../words.ts';

export const BYBIT: Venue = venue('BYBIT');
export const BYBIT_SPOT: Market = market('BYBIT-SPOT');
export const BYBIT_LINEAR: Market = market('BYBIT-LINEAR');
export const BYBIT_INVERSE: Market = market('BYBIT-INVERSE');
export const BYBIT_OPTION: Market = market('BYBIT-OPTION');

const CATEGORIES: Readonly<Record<string, Market>> = words({
  spot: BYBIT_SPOT,
  linear: BYBIT_LINEAR,
  inverse: BYBIT_INVERSE,
  option: BYBIT_OPTION,
});

/** The market that an answer's `category` names; null for other words. */
export const marketOfCategory = (category: string): Market | null =>
  CATEGORIES[category.toLowerCase()] ?? null;

/** The market of a derivative by the form of its name: no two derivative markets share a form. */
export function derivativeMarket(symbol: string): Market {
  if (/-\d+(?:\.\d+)?-[CP](?:-[A-Z]+)?$/.test(symbol)) return BYBIT_OPTION;
  return /USD(?:[FGHJKMNQUVXZ]\d{2})?$/.test(symbol) ? BYBIT_INVERSE : BYBIT_LINEAR;
}
