import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';

export const OKX: Venue = venue('OKX');
export const OKX_MARKET: Market = market('OKX');
