import {
  BINANCE,
  BINANCE_COINM,
  BINANCE_OPTIONS,
  BINANCE_SPOT,
  BINANCE_USDM,
} from '../../imports/binance/accounts.ts';
import type { VenueFeed } from '../venue-feed.ts';
import { derivativeBooks, spotBooks } from './book-rules.ts';
import { decodeBinance } from './decode.ts';
import { completedRecording } from './recording.ts';

export const binanceFeed: VenueFeed = {
  id: 'binance',
  title: 'Binance',
  venue: BINANCE,
  markets: [BINANCE_SPOT, BINANCE_USDM, BINANCE_COINM, BINANCE_OPTIONS],
  endpoints: {},
  decode: decodeBinance,
  bookRule: (market) => (market === BINANCE_SPOT ? spotBooks : derivativeBooks),
  recording: completedRecording,
  connections: () => [],
};
