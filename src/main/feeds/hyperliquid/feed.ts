import { HYPERLIQUID, HYPERLIQUID_MARKET } from '../../imports/hyperliquid/names.ts';
import { wholeBooks } from '../books/book-rule.ts';
import type { ConnectionPlan, Endpoints, VenueFeed, Wanted } from '../venue-feed.ts';
import { decodeHyperliquid } from './decode.ts';

export const hyperliquidEndpoints = {
  socket: 'wss://api.hyperliquid.xyz/ws',
  rest: 'https://api.hyperliquid.xyz',
};

const message = (method: 'subscribe' | 'unsubscribe', type: string, coin: string): string =>
  JSON.stringify({ method, subscription: { type, coin } });

function connections(wanted: Wanted, at: Endpoints): readonly ConnectionPlan[] {
  const instruments = wanted.instruments.filter(({ market }) => market === HYPERLIQUID_MARKET);
  if (instruments.length === 0 && wanted.assets.length === 0) return [];
  const { socket = hyperliquidEndpoints.socket, rest = hyperliquidEndpoints.rest } = at;
  return [
    {
      name: 'public',
      url: socket,
      opening: instruments.flatMap(({ symbol, book }) => [
        message('subscribe', 'activeAssetCtx', symbol),
        message('subscribe', 'bbo', symbol),
        ...(book ? [message('subscribe', 'l2Book', symbol)] : []),
      ]),
      // The venue closes what is silent for a minute.
      beat: { every: 20_000, text: '{"method":"ping"}' },
      silence: 30_000,
      answer: () => null,
      books: instruments.filter(({ book }) => book),
      renew: ({ symbol }) => [
        message('unsubscribe', 'l2Book', symbol),
        message('subscribe', 'l2Book', symbol),
      ],
      snapshot: () => null,
      polls: [
        { url: `${rest}/info`, body: '{"type":"metaAndAssetCtxs"}', every: 60_000, weight: 20 },
      ],
      limits: {
        connections: { most: 30, per: 60_000 },
        messages: { most: 2_000, per: 60_000 },
        requests: { most: 1_200, per: 60_000 },
      },
    },
  ];
}

/**
 * Perpetuals of Hyperliquid. Books are sent whole, at most 20 levels a side, on each change of the
 * chain, about twice a second.
 *
 * @see hyperliquid.gitbook.io, "WebSocket", "Info endpoint", "Rate limits and user limits"
 */
export const hyperliquidFeed: VenueFeed = {
  id: 'hyperliquid',
  title: 'Hyperliquid',
  venue: HYPERLIQUID,
  markets: [HYPERLIQUID_MARKET],
  endpoints: hyperliquidEndpoints,
  decode: decodeHyperliquid,
  bookRule: () => wholeBooks,
  connections,
};
