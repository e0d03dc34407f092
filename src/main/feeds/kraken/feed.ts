import { KRAKEN, KRAKEN_FUTURES, KRAKEN_SPOT } from '../../imports/kraken/names.ts';
import { byNext } from '../books/book-rule.ts';
import type { ConnectionPlan, Endpoints, VenueFeed, Wanted } from '../venue-feed.ts';
import { decodeKraken } from './decode.ts';
import { SPOT_DEPTH, spotBookRule } from './spot-book.ts';

const endpoints = {
  futuresSocket: 'wss://futures.kraken.com/ws/v1',
  futuresRest: 'https://futures.kraken.com/derivatives/api/v3',
  spotSocket: 'wss://ws.kraken.com/v2',
  spotRest: 'https://api.kraken.com/0/public',
};

/** Products that one request names, so that no request is long. */
const MOST_PRODUCTS = 100;

const inParts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );

const feedOf = (event: string, feed: string, products: readonly string[]): string =>
  JSON.stringify({ event, feed, product_ids: products });

const channelOf = (method: string, params: object): string => JSON.stringify({ method, params });

const bookOf = (method: string, symbols: readonly string[]): string =>
  channelOf(method, { channel: 'book', symbol: symbols, depth: SPOT_DEPTH });

type Named = Wanted['instruments'];

const symbolsOf = (instruments: Named): readonly string[] =>
  instruments.map(({ symbol }) => symbol);

/** The venue wants a sign of life a minute; asking for the heartbeat again is one, and is answered. */
const HEARTBEAT = JSON.stringify({ event: 'subscribe', feed: 'heartbeat' });

/** Contracts once an hour; marks, indices and quotes of all of them every 30 seconds. */
function futures(
  instruments: Named,
  { futuresSocket, futuresRest }: typeof endpoints,
): ConnectionPlan {
  const books = instruments.filter(({ book }) => book);
  return {
    name: 'futures',
    url: futuresSocket,
    opening: [
      HEARTBEAT,
      ...inParts(symbolsOf(instruments), MOST_PRODUCTS).map((part) =>
        feedOf('subscribe', 'ticker', part),
      ),
      ...inParts(symbolsOf(books), MOST_PRODUCTS).map((part) => feedOf('subscribe', 'book', part)),
    ],
    beat: { every: 30_000, text: HEARTBEAT },
    silence: 60_000,
    answer: () => null,
    books,
    renew: ({ symbol }) => [
      feedOf('unsubscribe', 'book', [symbol]),
      feedOf('subscribe', 'book', [symbol]),
    ],
    snapshot: () => null,
    polls: [
      { url: `${futuresRest}/instruments`, body: null, every: 3_600_000, weight: 1 },
      { url: `${futuresRest}/tickers`, body: null, every: 30_000, weight: 1 },
    ],
    limits: {
      // 100 connections at once, 100 requests a second over one of them.
      connections: { most: 100, per: 60_000 },
      messages: { most: 20, per: 1_000 },
      requests: { most: 5, per: 1_000 },
    },
  };
}

/** Pairs once an hour. */
function spot(instruments: Named, { spotSocket, spotRest }: typeof endpoints): ConnectionPlan {
  const books = instruments.filter(({ book }) => book);
  return {
    name: 'spot',
    url: spotSocket,
    opening: [
      ...inParts(symbolsOf(instruments), MOST_PRODUCTS).map((symbol) =>
        channelOf('subscribe', { channel: 'ticker', symbol, event_trigger: 'bbo' }),
      ),
      ...inParts(symbolsOf(books), MOST_PRODUCTS).map((part) => bookOf('subscribe', part)),
    ],
    // Heartbeats come every second once a channel is subscribed to; before that the answer to a ping does.
    beat: { every: 20_000, text: JSON.stringify({ method: 'ping' }) },
    silence: 30_000,
    answer: () => null,
    books,
    renew: ({ symbol }) => [bookOf('unsubscribe', [symbol]), bookOf('subscribe', [symbol])],
    snapshot: () => null,
    polls: [{ url: `${spotRest}/AssetPairs`, body: null, every: 3_600_000, weight: 1 }],
    limits: {
      // 150 connections in ten minutes; one request a second.
      connections: { most: 150, per: 600_000 },
      messages: { most: 10, per: 1_000 },
      requests: { most: 1, per: 1_000 },
    },
  };
}

function connections({ instruments, assets }: Wanted, at: Endpoints): readonly ConnectionPlan[] {
  const where = { ...endpoints, ...at };
  const of = (market: string): Named => instruments.filter((one) => one.market === market);
  const [derivatives, pairs] = [of(KRAKEN_FUTURES), of(KRAKEN_SPOT)];
  const plans: ConnectionPlan[] = [];
  if (derivatives.length + assets.length > 0) plans.push(futures(derivatives, where));
  if (pairs.length + assets.length > 0) plans.push(spot(pairs, where));
  return plans;
}

/**
 * Kraken: futures and perpetuals by `ws/v1`, whose books count their messages one by one, and spot by
 * `v2`, whose books are held by checksums.
 *
 * @see docs.kraken.com/api/docs/guides/futures-websockets and docs.kraken.com/exchange/guides/websockets
 */
export const krakenFeed: VenueFeed = {
  id: 'kraken',
  title: 'Kraken',
  venue: KRAKEN,
  markets: [KRAKEN_FUTURES, KRAKEN_SPOT],
  endpoints,
  decode: decodeKraken,
  bookRule: (market) => (market === KRAKEN_SPOT ? spotBookRule : { follows: byNext, depth: null }),
  connections,
};
