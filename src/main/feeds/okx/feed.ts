import { OKX, OKX_MARKET } from '../../imports/okx/names.ts';
import type { ConnectionPlan, Endpoints, Poll, VenueFeed, Wanted } from '../venue-feed.ts';
import { okxBookRule } from './book-rule.ts';
import { decodeOkx } from './decode.ts';
import { openingOf, operation, optionFamilies } from './subscriptions.ts';

/** Accounts of the EEA and of the US have hosts of their own, with the same paths. */
const endpoints = {
  socket: 'wss://ws.okx.com:8443/ws/v5/public',
  rest: 'https://www.okx.com',
};

/** The venue cuts after 30 seconds without a message. */
const BEAT = 20_000;
const SILENCE = 30_000;
const HOUR = 3_600_000;
const CHAIN = 15_000;

const get = (url: string, every: number): Poll => ({ url, body: null, every, weight: 1 });

/** Contracts once an hour; of options, which the socket only gives one by one, all every 15 seconds. */
function pollsOf(wanted: Wanted, rest: string): readonly Poll[] {
  const families = optionFamilies(wanted);
  const lists = ['SPOT', 'SWAP', 'FUTURES'].map((type) => `instType=${type}`);
  const options = families.map((family) => `instType=OPTION&instFamily=${family}`);
  return [
    ...[...lists, ...options].map((of) => get(`${rest}/api/v5/public/instruments?${of}`, HOUR)),
    ...options.flatMap((of) =>
      ['public/mark-price', 'market/tickers', 'public/open-interest'].map((path) =>
        get(`${rest}/api/v5/${path}?${of}`, CHAIN),
      ),
    ),
  ];
}

function connections(wanted: Wanted, at: Endpoints): readonly ConnectionPlan[] {
  const opening = openingOf(wanted);
  if (opening.length === 0) return [];
  const { socket = endpoints.socket, rest = endpoints.rest } = at;
  return [
    {
      name: 'public',
      url: socket,
      opening,
      beat: { every: BEAT, text: 'ping' },
      silence: SILENCE,
      answer: () => null,
      books: wanted.instruments.filter(({ market, book }) => market === OKX_MARKET && book),
      renew: ({ symbol }) => {
        const book = [{ channel: 'books', instId: symbol }];
        return [operation('unsubscribe', book), operation('subscribe', book)];
      },
      snapshot: () => null,
      polls: pollsOf(wanted, rest),
      limits: {
        connections: { most: 3, per: 1_000 },
        messages: { most: 480, per: HOUR },
        // The tightest of the paths asked for: mark-price, 10 in 2 seconds.
        requests: { most: 10, per: 2_000 },
      },
    },
  ];
}

/**
 * OKX's public data, v5.
 *
 * @see www.okx.com/docs-v5/en: WebSocket "Connect" and "Subscribe", "Public Data"
 */
export const okxFeed: VenueFeed = {
  id: 'okx',
  title: 'OKX',
  venue: OKX,
  markets: [OKX_MARKET],
  endpoints,
  decode: decodeOkx,
  bookRule: () => okxBookRule,
  connections,
};
