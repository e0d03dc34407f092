import {
  BINANCE,
  BINANCE_COINM,
  BINANCE_OPTIONS,
  BINANCE_SPOT,
  BINANCE_USDM,
} from '../../imports/binance/accounts.ts';
import type { ConnectionPlan, Endpoints, VenueFeed, Wanted } from '../venue-feed.ts';
import { derivativeBooks, spotBooks } from './book-rules.ts';
import { decodeBinance } from './decode.ts';
import { binanceEndpoints } from './endpoints.ts';
import { linePlans } from './line.ts';
import { linesOf } from './lines.ts';
import { completedRecording } from './recording.ts';

function connections(wanted: Wanted, at: Endpoints): readonly ConnectionPlan[] {
  return linesOf(wanted, { ...binanceEndpoints, ...at }).flatMap(linePlans);
}

/**
 * Binance's public data: spot, USD-M and COIN-M futures, options.
 *
 * @see developers.binance.com: WebSocket market streams, limits and order book of each market
 */
export const binanceFeed: VenueFeed = {
  id: 'binance',
  title: 'Binance',
  venue: BINANCE,
  markets: [BINANCE_SPOT, BINANCE_USDM, BINANCE_COINM, BINANCE_OPTIONS],
  endpoints: binanceEndpoints,
  decode: decodeBinance,
  bookRule: (market) => (market === BINANCE_SPOT ? spotBooks : derivativeBooks),
  recording: completedRecording,
  connections,
};
