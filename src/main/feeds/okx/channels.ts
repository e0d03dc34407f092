import { isFields, type Fields } from '../message-reader.ts';

/** A channel of the socket; the answers of requests hold the same rows. */
export type OkxChannel =
  | 'tickers'
  | 'mark-price'
  | 'index-tickers'
  | 'funding-rate'
  | 'open-interest'
  | 'opt-summary'
  | 'estimated-price'
  | 'instruments'
  | 'books'
  | 'best'
  | 'trades';

/** Channels of the socket that say something that is kept. Others (candles, price limits) are not asked for. */
export const CHANNELS: ReadonlyMap<string, OkxChannel> = new Map<string, OkxChannel>([
  ['tickers', 'tickers'],
  ['mark-price', 'mark-price'],
  ['index-tickers', 'index-tickers'],
  ['funding-rate', 'funding-rate'],
  ['open-interest', 'open-interest'],
  ['opt-summary', 'opt-summary'],
  ['estimated-price', 'estimated-price'],
  ['instruments', 'instruments'],
  ['books', 'books'],
  ['books-l2-tbt', 'books'],
  ['books50-l2-tbt', 'books'],
  ['books5', 'best'],
  ['bbo-tbt', 'best'],
  ['trades', 'trades'],
  ['trades-all', 'trades'],
]);

const PATHS: ReadonlyMap<string, OkxChannel> = new Map<string, OkxChannel>([
  ['/market/tickers', 'tickers'],
  ['/market/ticker', 'tickers'],
  ['/public/mark-price', 'mark-price'],
  ['/market/index-tickers', 'index-tickers'],
  ['/public/funding-rate', 'funding-rate'],
  ['/public/open-interest', 'open-interest'],
  ['/public/opt-summary', 'opt-summary'],
  ['/public/estimated-price', 'estimated-price'],
  ['/public/instruments', 'instruments'],
  ['/market/books', 'books'],
  ['/market/trades', 'trades'],
]);

/** Fields that only the rows of one channel have together, the more special before the others. */
const SHAPES: readonly (readonly [OkxChannel, readonly string[]])[] = [
  ['instruments', ['instId', 'instType', 'ctVal', 'settleCcy', 'state']],
  ['opt-summary', ['instId', 'markVol', 'ts']],
  ['funding-rate', ['instId', 'fundingRate', 'nextFundingTime']],
  ['open-interest', ['instId', 'oi', 'ts']],
  ['tickers', ['instId', 'last', 'askPx', 'bidPx', 'ts']],
  ['mark-price', ['instId', 'markPx', 'ts']],
  ['index-tickers', ['instId', 'idxPx', 'ts']],
  ['trades', ['instId', 'tradeId', 'px', 'sz', 'side', 'ts']],
  ['books', ['asks', 'bids', 'ts']],
];

/** Of an answer: by the request's path, or by its rows where that is not known; null for other answers. */
export function channelOfAnswer(endpoint: string, rows: readonly unknown[]): OkxChannel | null {
  const path = /\/api\/v5(\/[\w-]+\/[\w-]+)/.exec(endpoint)?.[1];
  if (path !== undefined) return PATHS.get(path) ?? null;
  const [first] = rows;
  return isFields(first) ? shapeOf(first) : null;
}

function shapeOf(row: Fields): OkxChannel | null {
  const shape = SHAPES.find(([, names]) => names.every((name) => Object.hasOwn(row, name)));
  return shape?.[0] ?? null;
}

/** The instrument that a request was made for. */
export const symbolAsked = (endpoint: string): string | null =>
  URL.canParse(endpoint) ? new URL(endpoint).searchParams.get('instId') : null;
