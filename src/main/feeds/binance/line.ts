import type { BookNeed } from '../books/book-keeper.ts';
import type { Allowance, ConnectionPlan, Poll } from '../venue-feed.ts';
import type { Group } from './streams.ts';

/** A kind of socket of one market, before it is known how many of them are needed. */
export type Line = {
  readonly name: string;
  readonly url: string;
  readonly groups: readonly Group[];
  /** Channels that one socket may carry. */
  readonly most: number;
  /** What we may send over one socket: subscriptions, and answers to pings. */
  readonly messages: Allowance;
  /** Weights of requests to the market's REST host. */
  readonly requests: Allowance;
  /** `https://fapi.binance.com/fapi/v1`. */
  readonly rest: string;
  /** Weight of a book of 1000 levels. */
  readonly depthWeight: number;
  readonly polls: readonly Poll[];
};

/** Channels that one request names: the venue gives no number, and names are long. */
const NAMED_AT_ONCE = 100;
/** Milliseconds between our signs of life. The venue's pings are frames that no message shows. */
const BEAT = 20_000;
const SILENCE = 30_000;
/** The venue ends a socket after 24 hours. */
const LIFE = 23.5 * 3_600_000;

const request = (id: number, method: string, params?: readonly string[]): string =>
  JSON.stringify({ method, ...(params === undefined ? {} : { params }), id });

/** Groups in as few parts as their channels allow; a group is never torn. */
function shards(groups: readonly Group[], most: number): readonly (readonly Group[])[] {
  const parts: Group[][] = [];
  let room = 0;
  for (const group of groups) {
    const part = parts.at(-1);
    if (part !== undefined && group.streams.length <= room) part.push(group);
    else {
      parts.push([group]);
      room = most;
    }
    room -= group.streams.length;
  }
  return parts;
}

function subscriptions(groups: readonly Group[]): readonly string[] {
  const streams = [...new Set(groups.flatMap((group) => group.streams))];
  const frames: string[] = [];
  for (let at = 0; at < streams.length; at += NAMED_AT_ONCE) {
    frames.push(request(1 + frames.length, 'SUBSCRIBE', streams.slice(at, at + NAMED_AT_ONCE)));
  }
  return frames;
}

/** The sockets of a line. What is requested belongs to the first of them. */
export function linePlans(line: Line): readonly ConnectionPlan[] {
  const { name, url, groups, most, messages, requests, rest, depthWeight, polls } = line;
  return shards(groups, most).map((part, i) => ({
    name: i === 0 ? name : `${name}-${i + 1}`,
    url,
    opening: subscriptions(part),
    beat: { every: BEAT, text: request(0, 'LIST_SUBSCRIPTIONS') },
    silence: SILENCE,
    life: LIFE,
    answer: () => null,
    books: part.flatMap(({ book }) => (book === null ? [] : [needOf(book)])),
    renew: () => [],
    snapshot: ({ symbol }) => ({
      url: `${rest}/depth?symbol=${encodeURIComponent(symbol)}&limit=1000`,
      body: null,
      weight: depthWeight,
    }),
    polls: i === 0 ? polls : [],
    limits: {
      // Documented of spot, and of no other market: 300 attempts an address in five minutes.
      connections: { most: 300, per: 300_000 },
      messages,
      requests,
    },
  }));
}

const needOf = ({ market, symbol }: BookNeed): BookNeed => ({ market, symbol });
