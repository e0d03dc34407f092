import { crc32 } from 'node:zlib';
import { market } from '../../../../src/engine/values/ids.ts';
import { krakenFeed } from '../../../../src/main/feeds/kraken/feed.ts';
import { nothingHeard, type Dialect, type Heard } from '../dialect.ts';
import type { HeldBook, Of, Pair, Said } from '../said.ts';

const FUTURES = market('KRAKEN-FUTURES');
const SPOT = market('KRAKEN-SPOT');

const futures: readonly Of[] = ['PF_XBTUSD', 'PF_ETHUSD'].map((symbol) => ({
  market: FUTURES,
  symbol,
}));
const pairs: readonly Of[] = ['BTC/USD', 'ETH/USD'].map((symbol) => ({ market: SPOT, symbol }));

const rows = (of: readonly Pair[]): readonly unknown[] =>
  of.map(([price, held]) => ({ price, qty: held }));

/** One level of one side. */
function futuresText(said: Said): string {
  const { symbol, at } = said;
  if (said.kind === 'mark') {
    return JSON.stringify({ feed: 'ticker', product_id: symbol, time: at, markPrice: said.mark });
  }
  const [bid] = said.bids;
  const [price, held] = bid ?? said.asks[0] ?? [0, 0];
  return JSON.stringify({
    feed: 'book',
    product_id: symbol,
    side: bid === undefined ? 'sell' : 'buy',
    seq: said.last,
    price,
    qty: held,
    timestamp: at,
  });
}

function futuresHeard(text: string): Heard {
  const { event, feed, product_ids: products = [] } = JSON.parse(text);
  const named: readonly string[] = products;
  const channels = named.map((symbol) => `${feed}:${symbol}`);
  return {
    answers: [JSON.stringify({ event: `${event}d`, feed, product_ids: products })],
    subscribed: event === 'subscribe' ? channels : [],
    unsubscribed: event === 'unsubscribe' ? channels : [],
  };
}

function futuresWhole(channel: string, held: (of: Of) => HeldBook): string | null {
  const [feed, symbol = ''] = channel.split(':');
  if (feed !== 'book') return null;
  const { bids, asks, last, at } = held({ market: FUTURES, symbol });
  return JSON.stringify({
    feed: 'book_snapshot',
    product_id: symbol,
    timestamp: at,
    seq: last,
    tickSize: null,
    bids: rows(bids),
    asks: rows(asks),
  });
}

/** Kraken's futures: a level a message, ids run on by one. */
export const krakenFuturesDialect: Dialect = {
  id: 'kraken futures',
  feed: krakenFeed,
  books: futures,
  wanted: { instruments: futures.map((of) => ({ ...of, book: true })), assets: [] },
  numbering: { step: 'one', spans: false, single: true },
  valued: 'mark',
  depth: null,
  endpoints: (socket, rest) => ({ futuresSocket: socket, futuresRest: rest }),
  isTimed: true,
  isWhole: false,
  channelOf: ({ kind, symbol }) => `${kind === 'mark' ? 'ticker' : 'book'}:${symbol}`,
  textOf: futuresText,
  beats: null,
  heard: futuresHeard,
  whole: futuresWhole,
  requested: (url) =>
    url.includes('tickers')
      ? '{"result":"success","tickers":[]}'
      : '{"result":"success","instruments":[]}',
  read: () => null,
};

/** Decimals that the venue sends of each: with fewer, 8 and 0.8 would have the same digits. */
const PRICE = 2;
const QUANTITY = 8;

/** Levels with as many decimals as the venue sends, zeros at the end included. */
const spotRows = (of: readonly Pair[]): string =>
  `[${of.map(([at, held]) => `{"price":${at.toFixed(PRICE)},"qty":${held.toFixed(QUANTITY)}}`).join(',')}]`;

/** Digits of a decimal number without its point and leading zeros. */
const digits = (of: number, decimals: number): string =>
  of.toFixed(decimals).replace('.', '').replace(/^0+/, '');

/** @see docs.kraken.com/exchange/guides/websockets/book-checksum-v2: ten asks, then ten bids, price and quantity */
const checksum = ({ bids, asks }: HeldBook): number =>
  crc32(
    [...asks.slice(0, 10), ...bids.slice(0, 10)]
      .map(([price, held]) => digits(price, PRICE) + digits(held, QUANTITY))
      .join(''),
  );

const iso = (at: number): string => new Date(at).toISOString();

function spotBook(
  type: 'snapshot' | 'update',
  held: HeldBook,
  { bids, asks }: Pick<HeldBook, 'bids' | 'asks'>,
): string {
  const { symbol, at } = held;
  const data = { symbol, checksum: checksum(held), timestamp: iso(at) };
  const text = JSON.stringify({
    channel: 'book',
    type,
    data: [{ bids: '@b', asks: '@a', ...data }],
  });
  return text.replace('"@b"', spotRows(bids)).replace('"@a"', spotRows(asks));
}

function spotText(said: Said, held: (of: Of) => HeldBook): string {
  if (said.kind === 'book') return spotBook('update', held(said), said);
  const { symbol, at, mark } = said;
  return JSON.stringify({
    channel: 'ticker',
    type: 'update',
    data: [{ symbol, last: mark, timestamp: iso(at) }],
  });
}

function spotHeard(text: string): Heard {
  const { method, params } = JSON.parse(text);
  if (method === 'ping') return { ...nothingHeard, answers: ['{"method":"pong"}'] };
  const named: readonly string[] = params.symbol;
  const channels = named.map((symbol) => `${params.channel}:${symbol}`);
  return {
    answers: named.map((symbol) =>
      JSON.stringify({ method, result: { channel: params.channel, symbol }, success: true }),
    ),
    subscribed: method === 'subscribe' ? channels : [],
    unsubscribed: method === 'unsubscribe' ? channels : [],
  };
}

function spotWhole(channel: string, held: (of: Of) => HeldBook): string | null {
  const [topic, symbol = ''] = channel.split(':');
  if (topic !== 'book') return null;
  const book = held({ market: SPOT, symbol });
  return spotBook('snapshot', book, book);
}

/** Kraken's spot market: ten levels a side without numbers, each message with the checksum of the book after it. */
export const krakenSpotDialect: Dialect = {
  id: 'kraken spot',
  feed: krakenFeed,
  books: pairs,
  wanted: { instruments: pairs.map((of) => ({ ...of, book: true })), assets: [] },
  numbering: { step: 'none', spans: false },
  valued: 'last',
  depth: 10,
  endpoints: (socket, rest) => ({ spotSocket: socket, spotRest: rest }),
  isTimed: true,
  isWhole: false,
  isChecked: true,
  channelOf: ({ kind, symbol }) => `${kind === 'mark' ? 'ticker' : 'book'}:${symbol}`,
  textOf: spotText,
  beats: { every: 1_000, text: '{"channel":"heartbeat"}' },
  heard: spotHeard,
  whole: spotWhole,
  requested: () => '{"error":[],"result":{}}',
  read: () => null,
};
