import type { Market } from '../../../engine/values/ids.ts';
import {
  BINANCE_COINM,
  BINANCE_OPTIONS,
  BINANCE_SPOT,
  BINANCE_USDM,
} from '../../imports/binance/accounts.ts';
import type { Frame } from '../events.ts';
import { marketOf } from './market-of.ts';

/** Where a whole book of each market comes from. */
const DEPTH: ReadonlyMap<Market, string> = new Map([
  [BINANCE_SPOT, 'https://api.binance.com/api/v3/depth'],
  [BINANCE_USDM, 'https://fapi.binance.com/fapi/v1/depth'],
  [BINANCE_COINM, 'https://dapi.binance.com/dapi/v1/depth'],
  [BINANCE_OPTIONS, 'https://eapi.binance.com/eapi/v1/depth'],
]);

/**
 * Recordings of one symbol keep the answer to the request for its book as a bare line, which of spot
 * and USD-M says neither symbol nor market. It is of the symbol whose changes the file holds, where
 * there was but one until then; a whole book that has its symbol gets the market of its changes.
 * Everything else stays as it is, and then is a fault of its own.
 */
export function completedRecording(): (frame: Frame) => Frame {
  const markets = new Map<string, Market>();
  return (frame) => {
    const { endpoint, text } = frame;
    if (endpoint !== '') return frame;
    if (text.includes('"depthUpdate"')) {
      const symbol = fieldOf(text, 's');
      const shape = /"(?:pu|T)"\s*:/.test(text) ? BINANCE_USDM : BINANCE_SPOT;
      if (symbol !== null) markets.set(symbol, marketOf(null, symbol, shape) ?? shape);
      return frame;
    }
    if (!text.includes('"lastUpdateId"') || !/"bids"\s*:/.test(text)) return frame;
    const named = fieldOf(text, 'symbol') ?? streamSymbol(text);
    const symbol = named ?? (markets.size === 1 ? [...markets.keys()][0] : undefined);
    const market = symbol === undefined ? undefined : markets.get(symbol);
    const url = market === undefined ? undefined : DEPTH.get(market);
    if (symbol === undefined || url === undefined) return frame;
    return { ...frame, endpoint: `${url}?symbol=${encodeURIComponent(symbol)}` };
  };
}

/** A field's plain text, from a message that is only looked at. */
function fieldOf(text: string, name: string): string | null {
  const found = new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]+)"`).exec(text);
  return found?.[1] ?? null;
}

const streamSymbol = (text: string): string | null =>
  fieldOf(text, 'stream')?.split('@', 1)[0]?.toUpperCase() ?? null;
