import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';

export const COINBASE: Venue = venue('COINBASE');
export const COINBASE_SPOT: Market = market('COINBASE-SPOT');
export const COINBASE_DERIVATIVES: Market = market('COINBASE-DERIVATIVES');
