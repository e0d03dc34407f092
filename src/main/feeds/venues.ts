import { binanceFeed } from './binance/feed.ts';
import { binanceAccounts } from './binance/private.ts';
import { bybitFeed } from './bybit/feed.ts';
import { bybitAccounts } from './bybit/private.ts';
import { coinbaseFeed } from './coinbase/feed.ts';
import { coinbaseAccount } from './coinbase/private.ts';
import { deribitFeed } from './deribit/feed.ts';
import { deribitAccounts } from './deribit/private.ts';
import { hyperliquidFeed } from './hyperliquid/feed.ts';
import { hyperliquidAccounts } from './hyperliquid/private.ts';
import { krakenFeed } from './kraken/feed.ts';
import { krakenFuturesAccounts } from './kraken/private.ts';
import { okxFeed } from './okx/feed.ts';
import { okxAccounts } from './okx/private.ts';
import type { VenueAccount } from './venue-account.ts';
import type { VenueFeed } from './venue-feed.ts';

/** Every venue that can be followed. A new one is a new folder beside these, listed here. */
export const venueFeeds: readonly VenueFeed[] = [
  binanceFeed,
  bybitFeed,
  coinbaseFeed,
  deribitFeed,
  hyperliquidFeed,
  krakenFeed,
  okxFeed,
];

/** Venues whose accounts can be read, by the id of the feed. */
export const venueAccounts: ReadonlyMap<string, VenueAccount> = new Map([
  ['binance', binanceAccounts],
  ['bybit', bybitAccounts],
  ['coinbase', coinbaseAccount],
  ['deribit', deribitAccounts],
  ['hyperliquid', hyperliquidAccounts],
  ['kraken', krakenFuturesAccounts],
  ['okx', okxAccounts],
]);

export const venueFeed = (id: string): VenueFeed | undefined =>
  venueFeeds.find((one) => one.id === id.toLowerCase());
