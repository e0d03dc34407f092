import type { Asset, Market } from '../../../engine/values/ids.ts';
import {
  BYBIT,
  BYBIT_INVERSE,
  BYBIT_LINEAR,
  BYBIT_OPTION,
  BYBIT_SPOT,
} from '../../imports/bybit/markets.ts';
import type { ConnectionPlan, Endpoints, Poll, VenueFeed, Wanted } from '../venue-feed.ts';
import { nextPage } from './answers.ts';
import { bybitBookRule } from './book-rule.ts';
import { decodeBybit } from './decode.ts';
import { inConnections, operation, requestsOf, type Topics } from './subscriptions.ts';

/** Accounts of some countries have hosts of their own, with the same paths. */
const endpoints = { socket: 'wss://stream.bybit.com', rest: 'https://api.bybit.com' };

/** The venue wants a ping every 20 seconds, and cuts after 10 minutes without. */
const BEAT = 20_000;
const SILENCE = 30_000;
const HOUR = 3_600_000;
const CHAIN = 15_000;

type Category = {
  readonly name: string;
  readonly market: Market;
  /** Levels a side of the books that are asked for. */
  readonly depth: number;
};

const CATEGORIES: readonly Category[] = [
  { name: 'linear', market: BYBIT_LINEAR, depth: 200 },
  { name: 'inverse', market: BYBIT_INVERSE, depth: 200 },
  { name: 'option', market: BYBIT_OPTION, depth: 100 },
  { name: 'spot', market: BYBIT_SPOT, depth: 200 },
];

const get = (url: string, every: number): Poll => ({
  url,
  body: null,
  every,
  weight: 1,
  next: nextPage(url),
});

/**
 * Contracts once an hour, options by coin (one without any has an empty list); marks and volatilities of
 * a coin's whole chain every 15 seconds.
 */
function pollsOf(
  { name, market }: Category,
  assets: readonly Asset[],
  rest: string,
): readonly Poll[] {
  const list = `${rest}/v5/market/instruments-info?category=${name}&limit=1000`;
  if (market !== BYBIT_OPTION) return [get(list, HOUR)];
  return assets.flatMap((of) => {
    const coin = `baseCoin=${encodeURIComponent(of)}`;
    return [
      get(`${list}&${coin}`, HOUR),
      get(`${rest}/v5/market/tickers?category=option&${coin}`, CHAIN),
    ];
  });
}

/** Quote currencies have no contract against themselves. */
const QUOTES: readonly string[] = ['USD', 'USDT', 'USDC'];

/** A coin's index comes with the ticker of its perpetual: there is no channel of its own. */
const indexTopics = (assets: readonly Asset[]): readonly string[] =>
  assets.filter((of) => !QUOTES.includes(of)).map((of) => `tickers.${of}USDT`);

function topicsOf({ market, depth }: Category, { instruments, assets }: Wanted): Topics {
  const own = instruments.filter((one) => one.market === market);
  const wanted = own.flatMap(({ symbol, book }) => [
    `tickers.${symbol}`,
    ...(book ? [`orderbook.${depth}.${symbol}`] : []),
  ]);
  const known = new Set(wanted);
  return {
    wanted,
    // Not every asset has one: each is asked for alone, so that a refusal leaves the others.
    tried: market === BYBIT_LINEAR ? indexTopics(assets).filter((one) => !known.has(one)) : [],
  };
}

function plansOf(category: Category, wanted: Wanted, at: Endpoints): readonly ConnectionPlan[] {
  const { socket = endpoints.socket, rest = endpoints.rest } = at;
  const { name, market, depth } = category;
  const books = wanted.instruments.filter((one) => one.market === market && one.book);
  const topicOf = (symbol: string): string => `orderbook.${depth}.${symbol}`;
  const assets = market === BYBIT_OPTION ? wanted.assets : [];
  return inConnections(topicsOf(category, wanted)).map((topics, i) => ({
    name: i === 0 ? name : `${name} ${i + 1}`,
    url: `${socket}/v5/public/${name}`,
    opening: requestsOf(topics),
    beat: { every: BEAT, text: JSON.stringify({ op: 'ping' }) },
    silence: SILENCE,
    answer: () => null,
    books: books.filter(({ symbol }) => topics.wanted.includes(topicOf(symbol))),
    renew: ({ symbol }) => [
      operation('unsubscribe', [topicOf(symbol)]),
      operation('subscribe', [topicOf(symbol)]),
    ],
    snapshot: () => null,
    polls: i === 0 ? pollsOf(category, assets, rest) : [],
    limits: {
      // 500 connections in 5 minutes; 600 requests in 5 seconds from one address.
      connections: { most: 500, per: 300_000 },
      messages: { most: 10, per: 1_000 },
      requests: { most: 600, per: 5_000 },
    },
  }));
}

/** Categories that something is wanted of: options of an asset, and its perpetual for the index, come with it. */
const isWanted = ({ market }: Category, { instruments, assets }: Wanted): boolean =>
  instruments.some((one) => one.market === market) ||
  (assets.length > 0 && (market === BYBIT_OPTION || market === BYBIT_LINEAR));

const connections = (wanted: Wanted, at: Endpoints): readonly ConnectionPlan[] =>
  CATEGORIES.filter((one) => isWanted(one, wanted)).flatMap((one) => plansOf(one, wanted, at));

/**
 * Bybit's public data, v5: a socket for each category.
 *
 * @see bybit-exchange.github.io/docs/v5/ws/connect, "Public channel - Args limits"
 */
export const bybitFeed: VenueFeed = {
  id: 'bybit',
  title: 'Bybit',
  venue: BYBIT,
  markets: CATEGORIES.map(({ market }) => market),
  endpoints,
  decode: decodeBybit,
  bookRule: () => bybitBookRule,
  connections,
};
