import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';

export const HYPERLIQUID: Venue = venue('HYPERLIQUID');
export const HYPERLIQUID_MARKET: Market = market('HYPERLIQUID');
