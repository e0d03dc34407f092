import { COINBASE, COINBASE_SPOT } from '../../imports/coinbase/names.ts';
import type { BookRule } from '../books/book-rule.ts';
import type { ConnectionPlan, Endpoints, VenueFeed, Wanted } from '../venue-feed.ts';
import { decodeCoinbase } from './decode.ts';

const endpoints = {
  socket: 'wss://advanced-trade-ws.coinbase.com',
  rest: 'https://api.coinbase.com/api/v3/brokerage/market',
};

const call = (type: 'subscribe' | 'unsubscribe', channel: string, ids: readonly string[]): string =>
  JSON.stringify({ type, channel, ...(ids.length === 0 ? {} : { product_ids: ids }) });

/**
 * Changes of a book have no number of their own: messages of a connection are numbered, and a missing
 * one withdraws its books. The older socket numbers nothing: there a lost message shows by nothing
 * but a crossed book.
 */
const books: BookRule = {
  follows: () => 'gap',
  unnumbered: (update, at) =>
    update.at !== null && at !== null && update.at < at ? 'old' : 'next',
  depth: null,
};

function connections(wanted: Wanted, at: Endpoints): readonly ConnectionPlan[] {
  const instruments = wanted.instruments.filter(({ market }) => market === COINBASE_SPOT);
  if (instruments.length === 0 && wanted.assets.length === 0) return [];
  const { socket = endpoints.socket, rest = endpoints.rest } = at;
  const symbols = instruments.map(({ symbol }) => symbol);
  const withBook = instruments.filter(({ book }) => book);
  return [
    {
      name: 'public',
      url: socket,
      opening: [
        call('subscribe', 'heartbeats', []),
        ...(symbols.length === 0 ? [] : [call('subscribe', 'ticker', symbols)]),
        ...(withBook.length === 0
          ? []
          : [
              call(
                'subscribe',
                'level2',
                withBook.map(({ symbol }) => symbol),
              ),
            ]),
      ],
      beat: null,
      // Heartbeats come every second.
      silence: 10_000,
      answer: () => null,
      books: withBook,
      renew: ({ symbol }) => [
        call('unsubscribe', 'level2', [symbol]),
        call('subscribe', 'level2', [symbol]),
      ],
      snapshot: () => null,
      polls: [
        {
          url: `${rest}/products?product_type=SPOT`,
          body: null,
          every: 3_600_000,
          weight: 1,
        },
      ],
      limits: {
        connections: { most: 60, per: 60_000 },
        messages: { most: 8, per: 1_000 },
        requests: { most: 10, per: 1_000 },
      },
    },
  ];
}

/**
 * Coinbase's spot market by the Advanced Trade interface; messages of the older Exchange socket are read too.
 *
 * @see docs.cdp.coinbase.com, "Advanced Trade WebSocket", channels and rate limits
 */
export const coinbaseFeed: VenueFeed = {
  id: 'coinbase',
  title: 'Coinbase',
  venue: COINBASE,
  markets: [COINBASE_SPOT],
  endpoints,
  decode: decodeCoinbase,
  bookRule: () => books,
  connections,
};
