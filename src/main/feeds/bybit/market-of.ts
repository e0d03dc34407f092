import type { Market } from '../../../engine/values/ids.ts';
import {
  BYBIT_INVERSE,
  BYBIT_LINEAR,
  BYBIT_OPTION,
  BYBIT_SPOT,
  marketOfCategory,
} from '../../imports/bybit/markets.ts';
import { isFields, type Fields } from '../message-reader.ts';

/** The category that a socket's or a request's URL states. */
export function marketOfEndpoint(endpoint: string): Market | null {
  const category = /\/v5\/public\/([a-z]+)|[?&]category=([a-z]+)/.exec(endpoint);
  return category === null ? null : marketOfCategory(category[1] ?? category[2] ?? '');
}

/**
 * The market by the form of a name alone; null where spot pairs and contracts share it: `BTCUSDT`. Spot
 * has no pairs in plain dollars, and contracts none in other currencies than dollars and USDT.
 */
export function marketOfName(symbol: string): Market | null {
  if (/-\d+(?:\.\d+)?-[CP](?:-[A-Z]+)?$/.test(symbol)) return BYBIT_OPTION;
  if (/USD(?:[FGHJKMNQUVXZ]\d{2})?$/.test(symbol)) return BYBIT_INVERSE;
  if (/PERP$|-\d{1,2}[A-Z]{3}\d{2}$/.test(symbol)) return BYBIT_LINEAR;
  return symbol.endsWith('USDT') ? null : BYBIT_SPOT;
}

/** Fields that tickers of contracts have, and those of spot pairs never. */
const OF_CONTRACTS = [
  'markPrice',
  'openInterest',
  'fundingRate',
  'bid1Iv',
  'bid1Price',
  'ask1Price',
];

/** Of a ticker whose name is shared: changes are only sent of contracts. */
export function marketOfTicker(data: unknown, type: unknown): Market | null {
  if (!isFields(data)) return null;
  if (Object.hasOwn(data, 'usdIndexPrice')) return BYBIT_SPOT;
  if (type === 'delta') return BYBIT_LINEAR;
  return OF_CONTRACTS.some((name) => Object.hasOwn(data, name)) ? BYBIT_LINEAR : BYBIT_SPOT;
}

/** Of a trade whose name is shared: those of spot pairs do not say how the price moved. */
export const marketOfTrade = (row: Fields): Market =>
  Object.hasOwn(row, 'L') ? BYBIT_LINEAR : BYBIT_SPOT;
