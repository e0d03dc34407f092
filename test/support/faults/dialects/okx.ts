import { market } from '../../../../src/engine/values/ids.ts';
import { okxFeed } from '../../../../src/main/feeds/okx/feed.ts';
import { nothingHeard, type Dialect, type Heard } from '../dialect.ts';
import type { BookSaid, HeldBook, Of, Pair, Said } from '../said.ts';

const OKX = market('OKX');
const books: readonly Of[] = ['BTC-USDT-SWAP', 'ETH-USDT-SWAP'].map((symbol) => ({
  market: OKX,
  symbol,
}));

const rows = (pairs: readonly Pair[]): readonly unknown[] =>
  pairs.map(([price, held]) => [String(price), String(held), '0', '1']);

const push = (channel: string, symbol: string, data: object, action?: string): string =>
  JSON.stringify({
    arg: { channel, instId: symbol },
    ...(action === undefined ? {} : { action }),
    data: [data],
  });

const book = (
  action: 'snapshot' | 'update',
  symbol: string,
  of: Pick<BookSaid, 'bids' | 'asks' | 'at' | 'last' | 'previous'>,
): string =>
  push(
    'books',
    symbol,
    {
      asks: rows(of.asks),
      bids: rows(of.bids),
      ts: String(of.at),
      checksum: 0,
      seqId: of.last,
      prevSeqId: of.previous ?? -1,
    },
    action,
  );

function heard(text: string): Heard {
  if (text === 'ping') return { ...nothingHeard, answers: ['pong'] };
  const { op, args } = JSON.parse(text);
  const named: readonly { channel: string; instId?: string }[] = args;
  const channels = named.map(({ channel, instId = '' }) => `${channel}:${instId}`);
  return {
    answers: named.map((arg) => JSON.stringify({ event: op, arg, connId: 'a4d3ae55' })),
    subscribed: op === 'subscribe' ? channels : [],
    unsubscribed: op === 'unsubscribe' ? channels : [],
  };
}

function told(said: Said): { channel: string; text: string } {
  const { symbol, at } = said;
  if (said.kind === 'book') {
    return { channel: `books:${symbol}`, text: book('update', symbol, said) };
  }
  const row = { instType: 'SWAP', instId: symbol, markPx: String(said.mark), ts: String(at) };
  return { channel: `mark-price:${symbol}`, text: push('mark-price', symbol, row) };
}

function whole(channel: string, held: (of: Of) => HeldBook): string | null {
  const [topic, symbol = ''] = channel.split(':');
  if (topic !== 'books') return null;
  return book('snapshot', symbol, { ...held({ market: OKX, symbol }), previous: null });
}

function read(text: string): BookSaid | null {
  const { arg, action, data } = JSON.parse(text);
  if (arg?.channel !== 'books' || data === undefined) return null;
  const [row] = data;
  const pairs = (sent: readonly (readonly string[])[]): readonly Pair[] =>
    sent.map(([price, size]) => [Number(price), Number(size)]);
  return {
    kind: 'book',
    action: action === 'snapshot' ? 'snapshot' : 'update',
    market: OKX,
    symbol: arg.instId,
    at: Number(row.ts),
    bids: pairs(row.bids),
    asks: pairs(row.asks),
    first: null,
    last: row.seqId ?? null,
    previous: row.prevSeqId ?? null,
  };
}

/** OKX v5: the socket sends a whole book upon subscription, changes name the one before, texts for numbers. */
export const okxDialect: Dialect = {
  id: 'okx',
  feed: okxFeed,
  books,
  wanted: { instruments: books.map((of) => ({ ...of, book: true })), assets: [] },
  numbering: { step: 'holes', spans: false },
  valued: 'mark',
  depth: 400,
  endpoints: (socket, rest) => ({ socket, rest }),
  isTimed: true,
  isWhole: false,
  channelOf: (said) => told(said).channel,
  textOf: (said) => told(said).text,
  beats: null,
  heard,
  whole,
  requested: () => '{"code":"0","msg":"","data":[]}',
  read,
};
