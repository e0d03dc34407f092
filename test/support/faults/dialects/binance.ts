import { market } from '../../../../src/engine/values/ids.ts';
import { binanceFeed } from '../../../../src/main/feeds/binance/feed.ts';
import type { Endpoints } from '../../../../src/main/feeds/venue-feed.ts';
import type { Dialect, Heard } from '../dialect.ts';
import { SESSION_START } from '../generated.ts';
import type { BookSaid, HeldBook, Of, Pair, Said } from '../said.ts';

const SPOT = market('BINANCE-SPOT');
const USDM = market('BINANCE-USDM');

const rows = (pairs: readonly Pair[]): readonly unknown[] =>
  pairs.map(([price, held]) => [String(price), String(held)]);

const wrapped = (stream: string, data: object): { channel: string; text: string } => ({
  channel: stream,
  text: JSON.stringify({ stream, data }),
});

function heard(text: string): Heard {
  const { id, method, params = [] } = JSON.parse(text);
  return {
    answers: [JSON.stringify({ result: null, id })],
    subscribed: method === 'SUBSCRIBE' ? params : [],
    unsubscribed: [],
  };
}

function told(said: Said): { channel: string; text: string } {
  const { symbol, at, market: of } = said;
  const small = symbol.toLowerCase();
  if (said.kind === 'mark' && of === SPOT) {
    const price = String(said.mark);
    return wrapped(`${small}@ticker`, { e: '24hrTicker', E: at, s: symbol, c: price, x: price });
  }
  if (said.kind === 'mark') {
    return wrapped(`${small}@markPrice@1s`, {
      e: 'markPriceUpdate',
      E: at,
      s: symbol,
      p: String(said.mark),
      i: String(said.mark),
      r: '0.0001',
      T: at + 3_600_000,
    });
  }
  const { first, last, previous, bids, asks } = said;
  return wrapped(`${small}@depth@100ms`, {
    e: 'depthUpdate',
    E: at,
    ...(of === SPOT ? {} : { T: at }),
    s: symbol,
    U: first,
    u: last,
    ...(of === SPOT ? {} : { pu: previous }),
    b: rows(bids),
    a: rows(asks),
  });
}

/** `/fapi/v1/depth?symbol=BTCUSDT&limit=1000`; futures say the time of the book, spot does not. */
function requested(url: string, held: (of: Of) => HeldBook): string {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const symbol = searchParams.get('symbol') ?? '';
  if (pathname.endsWith('/depth')) {
    const of = pathname.startsWith('/api/') ? SPOT : USDM;
    const { bids, asks, last, at } = held({ market: of, symbol });
    // Ids of the futures are of the whole market: what others did since counts too.
    const newest = of === SPOT ? last : (last ?? 0) + 1;
    const times = of === SPOT ? {} : { E: at, T: at };
    return JSON.stringify({ lastUpdateId: newest, ...times, bids: rows(bids), asks: rows(asks) });
  }
  if (pathname.endsWith('/exchangeInfo')) return '{"symbols":[]}';
  if (pathname.endsWith('/openInterest')) {
    return JSON.stringify({ symbol, openInterest: '1', time: SESSION_START });
  }
  return '[]';
}

/** The bare answer to a request for a book names nothing: recordings of one symbol have it. */
function readOf(of: Of): (text: string) => BookSaid | null {
  return (text) => {
    const message = JSON.parse(text);
    const data = message.data ?? message;
    const pairs = (sent: readonly (readonly string[])[]): readonly Pair[] =>
      sent.map(([price, size]) => [Number(price), Number(size)]);
    if (data.e === 'depthUpdate') {
      return {
        kind: 'book',
        action: 'update',
        ...of,
        at: data.T ?? data.E,
        bids: pairs(data.b),
        asks: pairs(data.a),
        first: data.U,
        last: data.u,
        previous: data.pu ?? null,
      };
    }
    if (data.lastUpdateId === undefined) return null;
    return {
      kind: 'book',
      action: 'snapshot',
      ...of,
      at: data.T ?? 0,
      bids: pairs(data.bids),
      asks: pairs(data.asks),
      first: null,
      last: data.lastUpdateId,
      previous: null,
    };
  };
}

const endpoints = (socket: string, rest: string): Endpoints => ({
  spotSocket: `${socket}/stream`,
  spotRest: rest,
  usdmPublicSocket: `${socket}/public/stream`,
  usdmMarketSocket: `${socket}/market/stream`,
  usdmRest: rest,
});

const dialect = (
  id: string,
  books: readonly Of[],
  numbering: Dialect['numbering'],
  valued: Dialect['valued'],
): Dialect => ({
  id,
  valued,
  feed: binanceFeed,
  books,
  wanted: { instruments: books.map((of) => ({ ...of, book: true })), assets: [] },
  numbering,
  depth: null,
  endpoints,
  isTimed: true,
  isWhole: false,
  channelOf: (said) => told(said).channel,
  textOf: (said) => told(said).text,
  beats: null,
  heard,
  whole: () => null,
  requested,
  read: readOf(books[0]!),
});

/** USD-M: a whole book is requested; changes name the one before, and ids leave holes. */
export const binanceFuturesDialect: Dialect = dialect(
  'binance futures',
  ['BTCUSDT', 'ETHUSDT'].map((symbol) => ({ market: USDM, symbol })),
  { step: 'others', spans: true },
  'mark',
);

/** Spot: a whole book is requested; ids run on. */
export const binanceSpotDialect: Dialect = dialect(
  'binance spot',
  ['BTCUSDT', 'ETHUSDT'].map((symbol) => ({ market: SPOT, symbol })),
  { step: 'one', spans: true },
  'last',
);
