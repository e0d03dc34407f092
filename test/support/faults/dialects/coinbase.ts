import { market } from '../../../../src/engine/values/ids.ts';
import { coinbaseFeed } from '../../../../src/main/feeds/coinbase/feed.ts';
import type { Dialect, Heard } from '../dialect.ts';
import type { BookSaid, HeldBook, Of, Pair, Said } from '../said.ts';

const COINBASE = market('COINBASE-SPOT');
const books: readonly Of[] = ['BTC-USD', 'ETH-USD'].map((symbol) => ({ market: COINBASE, symbol }));

const iso = (at: number): string => new Date(at).toISOString();

const rows = (side: 'bid' | 'offer', pairs: readonly Pair[], at: number): readonly unknown[] =>
  pairs.map(([price, held]) => ({
    side,
    event_time: iso(at),
    price_level: String(price),
    new_quantity: String(held),
  }));

const book = (
  type: 'snapshot' | 'update',
  { symbol, at, bids, asks }: Pick<BookSaid, 'symbol' | 'at' | 'bids' | 'asks'>,
): string =>
  JSON.stringify({
    channel: 'l2_data',
    client_id: '',
    timestamp: iso(at),
    sequence_num: 0,
    events: [
      {
        type,
        product_id: symbol,
        updates: [...rows('bid', bids, at), ...rows('offer', asks, at)],
      },
    ],
  });

function textOf(said: Said): string {
  if (said.kind === 'book') return book('update', said);
  const { symbol, at, mark } = said;
  return JSON.stringify({
    channel: 'ticker',
    client_id: '',
    timestamp: iso(at),
    sequence_num: 0,
    events: [
      { type: 'update', tickers: [{ type: 'ticker', product_id: symbol, price: String(mark) }] },
    ],
  });
}

function heard(text: string): Heard {
  const { type, channel, product_ids: ids = [] } = JSON.parse(text);
  const named: readonly string[] = ids;
  const channels = named.map((id) => `${channel}:${id}`);
  return {
    answers: [
      JSON.stringify({
        channel: 'subscriptions',
        client_id: '',
        timestamp: '2026-09-21T00:00:00Z',
        sequence_num: 0,
        events: [{ subscriptions: { [channel]: ids } }],
      }),
    ],
    subscribed: type === 'subscribe' ? channels : [],
    unsubscribed: type === 'unsubscribe' ? channels : [],
  };
}

function whole(channel: string, held: (of: Of) => HeldBook): string | null {
  const [topic, symbol = ''] = channel.split(':');
  return topic === 'level2' ? book('snapshot', held({ market: COINBASE, symbol })) : null;
}

/** Coinbase's Advanced Trade socket: each connection numbers its messages, books have times alone. */
export const coinbaseDialect: Dialect = {
  id: 'coinbase',
  feed: coinbaseFeed,
  books,
  wanted: { instruments: books.map((of) => ({ ...of, book: true })), assets: [] },
  numbering: { step: 'none', spans: false },
  valued: 'last',
  depth: null,
  endpoints: (socket, rest) => ({ socket, rest }),
  isTimed: true,
  isWhole: false,
  channelOf: ({ kind, symbol }) => `${kind === 'mark' ? 'ticker' : 'level2'}:${symbol}`,
  textOf,
  stamped: (text, number) => text.replace('"sequence_num":0', `"sequence_num":${number}`),
  beats: {
    every: 1_000,
    text: '{"channel":"heartbeats","client_id":"","timestamp":"2026-09-21T00:00:00Z","sequence_num":0,"events":[]}',
  },
  heard,
  whole,
  requested: () => '{"products":[],"num_products":0}',
  read: () => null,
};
