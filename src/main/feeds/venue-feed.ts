import type { Asset, Market, Venue } from '../../engine/values/ids.ts';
import type { BookNeed } from './books/book-keeper.ts';
import type { BookRule } from './books/book-rule.ts';
import type { ControlEvent, Decoded, Frame } from './events.ts';

/** What the desk wants to follow of one venue. */
export type Wanted = {
  readonly instruments: readonly {
    readonly market: Market;
    readonly symbol: string;
    /** Whether its order book is wanted beside its ticker. */
    readonly book: boolean;
  }[];
  /** Assets whose index is wanted, and whose list of contracts and options. */
  readonly assets: readonly Asset[];
};

/** At most `most` in any `per` milliseconds, as the venue documents it. */
export type Allowance = { readonly most: number; readonly per: number };

/** A request that is made again and again, and first on connecting. */
export type Poll = {
  readonly url: string;
  /** Body of a POST; null: GET. */
  readonly body: string | null;
  /** Milliseconds. */
  readonly every: number;
  /** Of the venue's allowance. */
  readonly weight: number;
  /** The URL of the next page, by an answer; null after the last. Absent: the answer is whole. */
  readonly next?: (answer: string) => string | null;
};

/** One socket, and the requests that belong to it. */
export type ConnectionPlan = {
  /** Unique within the venue. */
  readonly name: string;
  /** Of the socket. */
  readonly url: string;
  /** Sent when the socket is open, in order. */
  readonly opening: readonly string[];
  /** What we send as a sign of life, where the venue wants one. */
  readonly beat: { readonly every: number; readonly text: string } | null;
  /** Milliseconds without a message after which the connection counts as stale; after twice that it is cut. */
  readonly silence: number;
  /** Milliseconds that a socket may live: we dial anew before the venue ends it. Absent: no end. */
  readonly life?: number;
  /** What to send when the venue asks for something. */
  readonly answer: (asked: ControlEvent) => string | null;
  /** The books that come over this socket. */
  readonly books: readonly BookNeed[];
  /** What to send to have a book sent whole again; empty where it has to be requested. */
  readonly renew: (book: BookNeed) => readonly string[];
  /** The request for a whole book; null where the socket sends it. */
  readonly snapshot: (book: BookNeed) => Omit<Poll, 'every'> | null;
  readonly polls: readonly Poll[];
  readonly limits: {
    readonly connections: Allowance;
    readonly messages: Allowance;
    /** Weights of requests. */
    readonly requests: Allowance;
  };
};

/** URLs by name; the user may set others. */
export type Endpoints = Readonly<Record<string, string>>;

/** How one venue speaks. `decode` is pure: the same frame, the same events. */
export type VenueFeed = {
  /** In the command line and in settings: `deribit`. */
  readonly id: string;
  readonly title: string;
  readonly venue: Venue;
  readonly markets: readonly Market[];
  /** As the venue documents them. */
  readonly endpoints: Endpoints;
  readonly decode: (frame: Frame) => Decoded;
  readonly bookRule: (market: Market) => BookRule;
  /**
   * Completes the frames of one recording, each in the order of the file, where some do not say what
   * they belong to. Absent: every message says it. Live frames need none, they have their endpoint.
   */
  readonly recording?: () => (frame: Frame) => Frame;
  /** None where nothing is wanted that the venue has. */
  readonly connections: (wanted: Wanted, endpoints: Endpoints) => readonly ConnectionPlan[];
};
