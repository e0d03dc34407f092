import type { Market } from '../../../engine/values/ids.ts';
import {
  BINANCE_COINM,
  BINANCE_OPTIONS,
  BINANCE_SPOT,
  BINANCE_USDM,
} from '../../imports/binance/accounts.ts';
import { remembered } from '../remembered.ts';

/** `BTC-251219-89000-C`, `XRP-251219-2.05-P`: no other market has hyphens. */
export const isOption = (symbol: string): boolean => /-\d{6}-.*-[CP]$/.test(symbol);

/** `BTCUSD_PERP`, `BNBUSD_250627`; but `BTCBUSD_210129` was one of USD-M. */
const isCoinm = (symbol: string): boolean =>
  /USD_(?:PERP|\d{6})$/.test(symbol) && !/^(?:BTC|ETH)BUSD_/.test(symbol);

/** `BTCUSDT_250627`, `BTCUSD_250627`: no funding, but a price to settle at. */
export const isDated = (symbol: string): boolean => /_\d{6}$/.test(symbol);

/** Market by the beginning of a host, and by the path of a request. */
const HOSTS: readonly (readonly [pattern: RegExp, market: Market])[] = [
  [/^\w+:\/\/(?:nbstream|eapi|vstream)\./, BINANCE_OPTIONS],
  [/^\w+:\/\/d(?:stream|api)(?:-auth)?\./, BINANCE_COINM],
  [/^\w+:\/\/f(?:stream|api)(?:-auth)?\./, BINANCE_USDM],
  [
    /^\w+:\/\/(?:stream|data-stream|api\d?|api-gcp|data-api)\.(?:testnet\.)?binance\./,
    BINANCE_SPOT,
  ],
  [/\/eapi\/v\d/, BINANCE_OPTIONS],
  [/\/dapi\/v\d/, BINANCE_COINM],
  [/\/fapi\/v\d/, BINANCE_USDM],
  [/\/api\/v\d/, BINANCE_SPOT],
];

/** The market that an endpoint serves; null where it does not tell. */
export const hostMarket: (endpoint: string) => Market | null = remembered((endpoint) =>
  endpoint === '' ? null : (HOSTS.find(([pattern]) => pattern.test(endpoint))?.[1] ?? null),
);

/** What a symbol alone says of its market; null where it could be of spot or of USD-M. */
const symbolMarket = remembered((symbol): Market | null => {
  if (isOption(symbol)) return BINANCE_OPTIONS;
  if (isCoinm(symbol)) return BINANCE_COINM;
  return isDated(symbol) ? BINANCE_USDM : null;
});

/**
 * The market of a message. Since 12/2025 options share the sockets of USD-M, so that there the symbol
 * decides.
 *
 * @param host the market by endpoint
 * @param shape the market by the message's own form, where neither endpoint nor symbol tell
 * @returns null where endpoint and symbol contradict each other
 */
export function marketOf(host: Market | null, symbol: string, shape: Market): Market | null {
  const named = symbolMarket(symbol);
  if (host === null) return named ?? shape;
  if (host === BINANCE_USDM) return named === BINANCE_COINM ? null : (named ?? host);
  if (host === BINANCE_SPOT) return named === null ? host : null;
  return named === host ? host : null;
}
