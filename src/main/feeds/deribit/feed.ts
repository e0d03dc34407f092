import { asset, type Asset } from '../../../engine/values/ids.ts';
import { DERIBIT, DERIBIT_MARKET, deribitName } from '../../imports/deribit/names.ts';
import { byPrevious } from '../books/book-rule.ts';
import type { ConnectionPlan, Endpoints, Poll, VenueFeed, Wanted } from '../venue-feed.ts';
import { decodeDeribit } from './decode.ts';

const endpoints = {
  socket: 'wss://www.deribit.com/ws/api/v2',
  rest: 'https://www.deribit.com/api/v2',
};

/**
 * Channels that one request names. Beyond a size that is not documented the venue answers -32600,
 * "request entity too large"; clients that ran into it send 250 (tmatic-trading/crypto-platform, issue 439).
 */
const MOST_CHANNELS = 250;
/** Seconds between the venue's heartbeats: 10 at least, 30 here. */
const HEARTBEAT = 30;

const call = (id: number, method: string, params: object): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

const inParts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );

/** `raw` channels are for those who log in: 100 ms for all. */
function channelsOf({ instruments, assets }: Wanted): readonly string[] {
  return [
    ...instruments.flatMap(({ symbol, book }) => [
      `ticker.${symbol}.100ms`,
      ...(book ? [`book.${symbol}.100ms`] : []),
    ]),
    ...assets
      .filter((of) => !DOLLARS.has(of))
      .map((of) => `deribit_price_index.${of.toLowerCase()}_${COINS.has(of) ? 'usd' : 'usdc'}`),
    ...assets
      .filter((of) => COINS.has(of))
      .map((of) => `deribit_volatility_index.${of.toLowerCase()}_usd`),
  ];
}

/** Assets with contracts settled in themselves, an index in dollars, and DVOL. All others are in USDC. */
const COINS: ReadonlySet<Asset> = new Set(['BTC', 'ETH'].map(asset));

/** They have no index of their own in dollars. */
const DOLLARS: ReadonlySet<Asset> = new Set(['USD', 'USDC', 'USDT'].map(asset));

const USDC = asset('USDC');

/** What the contracts that are wanted settle in: lists are asked for by that, and by no other asset. */
function currenciesOf({ instruments, assets }: Wanted): readonly Asset[] {
  const settled = instruments.flatMap(({ symbol }) => {
    const name = deribitName(symbol);
    const of = name.ok ? (name.value.settlement ?? name.value.quote) : null;
    return of === null ? [] : [asset(of)];
  });
  return [...new Set([...assets.map((of) => (COINS.has(of) ? of : USDC)), ...settled])];
}

/** Contracts once an hour; marks and volatilities of all options every 15 seconds. */
const pollsOf = (currencies: readonly Asset[], rest: string): readonly Poll[] =>
  currencies.flatMap((of) => [
    {
      url: `${rest}/public/get_instruments?currency=${encodeURIComponent(of)}`,
      body: null,
      every: 3_600_000,
      weight: 1,
    },
    {
      url: `${rest}/public/get_book_summary_by_currency?currency=${encodeURIComponent(of)}&kind=option`,
      body: null,
      every: 15_000,
      weight: 1,
    },
  ]);

function connections(wanted: Wanted, at: Endpoints): readonly ConnectionPlan[] {
  const instruments = wanted.instruments.filter(({ market }) => market === DERIBIT_MARKET);
  if (instruments.length === 0 && wanted.assets.length === 0) return [];
  const channels = channelsOf({ ...wanted, instruments });
  const { socket = endpoints.socket, rest = endpoints.rest } = at;
  return [
    {
      name: 'public',
      url: socket,
      opening: [
        call(1, 'public/set_heartbeat', { interval: HEARTBEAT }),
        ...inParts(channels, MOST_CHANNELS).map((part, i) =>
          call(2 + i, 'public/subscribe', { channels: part }),
        ),
      ],
      beat: null,
      silence: HEARTBEAT * 1000,
      answer: () => call(0, 'public/test', {}),
      books: instruments.filter(({ book }) => book),
      renew: ({ symbol }) => {
        const named = { channels: [`book.${symbol}.100ms`] };
        return [call(9001, 'public/unsubscribe', named), call(9002, 'public/subscribe', named)];
      },
      snapshot: () => null,
      polls: pollsOf(currenciesOf({ ...wanted, instruments }), rest),
      limits: {
        // 32 connections an address; a subscription costs 3,000 of 30,000 credits, refilled by 10,000 a second.
        connections: { most: 32, per: 60_000 },
        messages: { most: 3, per: 1_000 },
        requests: { most: 20, per: 1_000 },
      },
    },
  ];
}

/**
 * Deribit's public data.
 *
 * @see docs.deribit.com, API v2.1.1: subscriptions, heartbeats, rate limits, names of indices, the
 * `currency` parameter
 */
export const deribitFeed: VenueFeed = {
  id: 'deribit',
  title: 'Deribit',
  venue: DERIBIT,
  markets: [DERIBIT_MARKET],
  endpoints,
  decode: decodeDeribit,
  bookRule: () => ({ follows: byPrevious, depth: null }),
  connections,
};
