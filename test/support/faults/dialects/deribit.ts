import { market } from '../../../../src/engine/values/ids.ts';
import { deribitFeed } from '../../../../src/main/feeds/deribit/feed.ts';
import type { Dialect, Heard } from '../dialect.ts';
import type { BookSaid, HeldBook, Of, Pair, Said } from '../said.ts';

const DERIBIT = market('DERIBIT');
const books: readonly Of[] = ['BTC-PERPETUAL', 'ETH-PERPETUAL'].map((symbol) => ({
  market: DERIBIT,
  symbol,
}));

const notification = (channel: string, data: object): string =>
  JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } });

const rows = (pairs: readonly Pair[], word: 'new' | 'change'): readonly unknown[] =>
  pairs.map(([price, held]) => [held === 0 ? 'delete' : word, price, held]);

function heard(text: string): Heard {
  const { id, method, params } = JSON.parse(text);
  const result = (of: unknown): string => JSON.stringify({ jsonrpc: '2.0', id, result: of });
  const channels: readonly string[] = params?.channels ?? [];
  return {
    answers: [result(method.endsWith('subscribe') ? channels : 'ok')],
    subscribed: method === 'public/subscribe' ? channels : [],
    unsubscribed: method === 'public/unsubscribe' ? channels : [],
  };
}

function told(said: Said): { channel: string; text: string } {
  const { symbol, at } = said;
  if (said.kind === 'mark') {
    const channel = `ticker.${symbol}.100ms`;
    const data = { instrument_name: symbol, timestamp: at, mark_price: said.mark };
    return { channel, text: notification(channel, data) };
  }
  const channel = `book.${symbol}.100ms`;
  return {
    channel,
    text: notification(channel, {
      type: 'change',
      timestamp: at,
      instrument_name: symbol,
      change_id: said.last,
      prev_change_id: said.previous,
      bids: rows(said.bids, 'change'),
      asks: rows(said.asks, 'change'),
    }),
  };
}

function whole(channel: string, held: (of: Of) => HeldBook): string | null {
  const [topic, symbol = ''] = channel.split('.');
  if (topic !== 'book') return null;
  const { bids, asks, last, at } = held({ market: DERIBIT, symbol });
  return notification(channel, {
    type: 'snapshot',
    timestamp: at,
    instrument_name: symbol,
    change_id: last,
    bids: rows(bids, 'new'),
    asks: rows(asks, 'new'),
  });
}

function read(text: string): BookSaid | null {
  const { params } = JSON.parse(text);
  if (!String(params?.channel ?? '').startsWith('book.')) return null;
  const { data } = params;
  const pairs = (sent: readonly (readonly [string, number, number])[]): readonly Pair[] =>
    sent.map(([word, price, amount]) => [price, word === 'delete' ? 0 : amount]);
  const previous: number | null = data.prev_change_id ?? null;
  return {
    kind: 'book',
    action: previous === null ? 'snapshot' : 'update',
    market: DERIBIT,
    symbol: data.instrument_name,
    at: data.timestamp,
    bids: pairs(data.bids),
    asks: pairs(data.asks),
    first: null,
    last: data.change_id,
    previous,
  };
}

/** Deribit: the socket sends a whole book upon subscription, changes name the one before. */
export const deribitDialect: Dialect = {
  id: 'deribit',
  feed: deribitFeed,
  books,
  wanted: { instruments: books.map((of) => ({ ...of, book: true })), assets: [] },
  numbering: { step: 'holes', spans: false },
  valued: 'mark',
  depth: null,
  endpoints: (socket, rest) => ({ socket, rest }),
  isTimed: true,
  isWhole: false,
  channelOf: (said) => told(said).channel,
  textOf: (said) => told(said).text,
  beats: null,
  heard,
  whole,
  requested: () => '{"jsonrpc":"2.0","result":[]}',
  read,
};
