import { market } from '../../../../src/engine/values/ids.ts';
import { bybitFeed } from '../../../../src/main/feeds/bybit/feed.ts';
import { nothingHeard, type Dialect, type Heard } from '../dialect.ts';
import type { BookSaid, HeldBook, Of, Pair, Said } from '../said.ts';

const LINEAR = market('BYBIT-LINEAR');
const books: readonly Of[] = ['BTCUSDT', 'ETHUSDT'].map((symbol) => ({ market: LINEAR, symbol }));

const rows = (pairs: readonly Pair[]): readonly unknown[] =>
  pairs.map(([price, held]) => [String(price), String(held)]);

const channelOf = ({ kind, symbol }: Said): string =>
  kind === 'mark' ? `tickers.${symbol}` : `orderbook.200.${symbol}`;

const book = (
  type: 'snapshot' | 'delta',
  { symbol, at, bids, asks, last }: Pick<BookSaid, 'symbol' | 'at' | 'bids' | 'asks' | 'last'>,
): string =>
  JSON.stringify({
    topic: `orderbook.200.${symbol}`,
    type,
    ts: at,
    data: { s: symbol, b: rows(bids), a: rows(asks), u: last, seq: 7_961_638_724 },
    cts: at,
  });

function textOf(said: Said, held: (of: Of) => HeldBook): string {
  if (said.kind === 'book') {
    return said.action === 'update' ? book('delta', said) : book('snapshot', held(said));
  }
  const { symbol, at, mark } = said;
  return JSON.stringify({
    topic: `tickers.${symbol}`,
    type: 'delta',
    ts: at,
    cs: 24_987_956_059,
    data: { symbol, markPrice: String(mark) },
  });
}

function heard(text: string): Heard {
  const { op, args = [] } = JSON.parse(text);
  const answer = { success: true, ret_msg: op === 'ping' ? 'pong' : '', conn_id: '2324d924', op };
  return {
    ...nothingHeard,
    answers: [JSON.stringify(answer)],
    ...(op === 'subscribe' ? { subscribed: args } : {}),
    ...(op === 'unsubscribe' ? { unsubscribed: args } : {}),
  };
}

function whole(channel: string, held: (of: Of) => HeldBook): string | null {
  const [topic, , symbol = ''] = channel.split('.');
  return topic === 'orderbook' ? book('snapshot', held({ market: LINEAR, symbol })) : null;
}

function read(text: string): BookSaid | null {
  const { topic, type, ts, cts, data } = JSON.parse(text);
  if (!String(topic ?? '').startsWith('orderbook.') || data?.u === undefined) return null;
  const pairs = (sent: readonly (readonly string[])[]): readonly Pair[] =>
    sent.map(([price, size]) => [Number(price), Number(size)]);
  return {
    kind: 'book',
    action: type === 'snapshot' || data.u === 1 ? 'snapshot' : 'update',
    market: LINEAR,
    symbol: data.s,
    at: cts ?? ts,
    bids: pairs(data.b),
    asks: pairs(data.a),
    first: data.u,
    last: data.u,
    previous: null,
  };
}

/** Bybit v5, linear: the socket sends a whole book upon subscription, ids run on by one. */
export const bybitDialect: Dialect = {
  id: 'bybit',
  feed: bybitFeed,
  books,
  wanted: { instruments: books.map((of) => ({ ...of, book: true })), assets: [] },
  numbering: { step: 'one', spans: false },
  valued: 'mark',
  depth: 200,
  endpoints: (socket, rest) => ({ socket, rest }),
  isTimed: true,
  isWhole: false,
  channelOf,
  textOf,
  beats: null,
  heard,
  whole,
  requested: () => '{"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[]}}',
  read,
};
