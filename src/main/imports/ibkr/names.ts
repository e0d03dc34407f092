import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';

export const IBKR: Venue = venue('IBKR');
export const IBKR_MARKET: Market = market('IBKR');

/** Statements without a zone are in the time of the exchange; New York's is taken. */
export const IBKR_ZONE = 'America/New_York';
