import { market } from '../../../../src/engine/values/ids.ts';
import { hyperliquidFeed } from '../../../../src/main/feeds/hyperliquid/feed.ts';
import { nothingHeard, type Dialect, type Heard } from '../dialect.ts';
import type { BookSaid, HeldBook, Of, Pair, Said } from '../said.ts';

const HYPERLIQUID = market('HYPERLIQUID');
const books: readonly Of[] = ['BTC', 'ETH'].map((symbol) => ({ market: HYPERLIQUID, symbol }));

const rows = (pairs: readonly Pair[]): readonly unknown[] =>
  pairs.slice(0, DEPTH).map(([price, held]) => ({ px: String(price), sz: String(held), n: 1 }));

/** Levels a side that the venue sends. */
const DEPTH = 20;

const book = ({ symbol, at, bids, asks }: HeldBook): string =>
  JSON.stringify({
    channel: 'l2Book',
    data: { coin: symbol, time: at, levels: [rows(bids), rows(asks)] },
  });

function textOf(said: Said, held: (of: Of) => HeldBook): string {
  if (said.kind === 'book') return book(held(said));
  const ctx = { markPx: String(said.mark), oraclePx: String(said.mark), funding: '0.0000125' };
  return JSON.stringify({
    channel: 'activeAssetCtx',
    data: { coin: said.symbol, ctx: { ...ctx, openInterest: '1' } },
  });
}

function heard(text: string): Heard {
  const message = JSON.parse(text);
  const { method, subscription } = message;
  if (method === 'ping') return { ...nothingHeard, answers: ['{"channel":"pong"}'] };
  const channel = `${subscription.type}:${subscription.coin}`;
  return {
    answers: [JSON.stringify({ channel: 'subscriptionResponse', data: message })],
    subscribed: method === 'subscribe' ? [channel] : [],
    unsubscribed: method === 'unsubscribe' ? [channel] : [],
  };
}

function whole(channel: string, held: (of: Of) => HeldBook): string | null {
  const [type, symbol = ''] = channel.split(':');
  return type === 'l2Book' ? book(held({ market: HYPERLIQUID, symbol })) : null;
}

function read(text: string): BookSaid | null {
  const { channel, data } = JSON.parse(text);
  if (channel !== 'l2Book') return null;
  const pairs = (sent: readonly { readonly px: string; readonly sz: string }[]): readonly Pair[] =>
    sent.map(({ px, sz }) => [Number(px), Number(sz)]);
  return {
    kind: 'book',
    action: 'snapshot',
    market: HYPERLIQUID,
    symbol: data.coin,
    at: data.time,
    bids: pairs(data.levels[0]),
    asks: pairs(data.levels[1]),
    first: null,
    last: null,
    previous: null,
  };
}

/** Hyperliquid: each message is a whole book with a time and no id; marks have neither. */
export const hyperliquidDialect: Dialect = {
  id: 'hyperliquid',
  feed: hyperliquidFeed,
  books,
  wanted: { instruments: books.map((of) => ({ ...of, book: true })), assets: [] },
  numbering: { step: 'none', spans: false },
  valued: 'mark',
  depth: DEPTH,
  endpoints: (socket, rest) => ({ socket, rest }),
  isTimed: false,
  isWhole: true,
  channelOf: ({ kind, symbol }) => `${kind === 'mark' ? 'activeAssetCtx' : 'l2Book'}:${symbol}`,
  textOf,
  beats: null,
  heard,
  whole,
  requested: () => '[{"universe":[]},[]]',
  read,
};
