import type { Market } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';

/** Which venues are followed, as the user sets it. Nothing is followed until then. */
export type FeedSettings = {
  readonly venues: readonly {
    /** `deribit`, as `FeedVenue.id`. */
    readonly id: string;
    readonly on: boolean;
    /** URLs instead of the documented ones, by name. */
    readonly endpoints: Readonly<Record<string, string>>;
  }[];
};

/** What changes of one venue's settings; what is not named stays as it is. */
export type FeedChange = {
  readonly id: string;
  readonly on?: boolean;
  /** All that differ from the documented ones. */
  readonly endpoints?: Readonly<Record<string, string>>;
};

/**
 * `connecting`: no socket is open; `syncing`: open, not everything has come yet; `live`: everything
 * that was asked for is there; `stale`: open and silent for too long; `resync`: an order book was
 * withdrawn and is being had anew; `stopped`: by us.
 */
export type ConnectionState = 'connecting' | 'syncing' | 'live' | 'stale' | 'resync' | 'stopped';

export type ConnectionHealth = {
  readonly name: string;
  readonly state: ConnectionState;
  /** Our clock, and so all times here. */
  readonly since: Instant;
  readonly lastHeard: Instant | null;
  readonly framesPerSecond: number;
  readonly charactersPerSecond: number;
  /** Times that the socket was opened, and that it ended without our will. */
  readonly opened: number;
  readonly lost: number;
  /** Why it last ended, or what last failed. */
  readonly lastFault: string | null;
};

/** An order book that stopped being whole, and when it was whole again. */
export type BookGap = {
  readonly market: Market;
  readonly symbol: string;
  readonly reason: string;
  readonly from: Instant;
  /** Null while it is not. */
  readonly until: Instant | null;
};

/** A message, or a part of it, that could not be taken. */
type FeedTrouble = {
  readonly at: Instant;
  readonly field: string;
  readonly message: string;
};

/**
 * `locked`: its key is sealed; `checking`: the venue is asked what the key may do; `following`:
 * answers come; `failing`: they do not, it is tried again; `refused`: the key may do more than read.
 */
export type FollowedAccountState = 'locked' | 'checking' | 'following' | 'failing' | 'refused';

/** An account that is read with a key. Nothing secret is here, nor anywhere else in the contract's answers. */
export type FollowedAccount = {
  readonly id: string;
  /** As `FeedVenue.id`. */
  readonly venue: string;
  readonly account: string;
  readonly state: FollowedAccountState;
  readonly lastAnswer: Instant | null;
  /** Why it is refused or fails; of `following`, which questions are not answered. */
  readonly fault: string | null;
};

/** `empty`: no passphrase was chosen yet; the first that is given is it. */
export type KeysState = 'empty' | 'locked' | 'open';

/** A key for an account, as it is typed: sealed at once, and never given back. */
export type NewKey = {
  readonly venue: string;
  readonly account: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** How one venue's feed does. */
export type FeedVenue = {
  readonly id: string;
  readonly title: string;
  readonly on: boolean;
  /** By name: where it is reached, and where the venue documents that it is. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly documented: Readonly<Record<string, string>>;
  /** The least of its connections; null while it is off or nothing is wanted of it. */
  readonly state: ConnectionState | null;
  readonly connections: readonly ConnectionHealth[];
  /** Messages since it was turned on. */
  readonly frames: number;
  /** Of all connections. */
  readonly framesPerSecond: number;
  readonly charactersPerSecond: number;
  /** Times that a connection ended without our will. */
  readonly lost: number;
  /** What last failed of a connection, else of a message; null while nothing did. */
  readonly lastFault: string | null;
  readonly faults: number;
  readonly late: number;
  readonly gaps: number;
  /** Our clock less the venue's, milliseconds, with the quickest message's delay in it. */
  readonly clockOffset: number | null;
  /** Milliseconds that the newest message with a time took longer than the quickest of ten minutes. */
  readonly latency: number | null;
  /** Milliseconds since the newest message was sent, beyond the quickest's delay. */
  readonly age: number | null;
  readonly books: { readonly live: number; readonly all: number };
  readonly instruments: number;
  /** What a key of an account consists of; null where accounts of the venue cannot be read. */
  readonly keyFields: readonly { readonly name: string; readonly secret: boolean }[] | null;
  /** Newest last. */
  readonly newestGaps: readonly BookGap[];
  readonly newestTroubles: readonly FeedTrouble[];
};

/** How the recording of what venues say stands, since the program began. */
export type RecordingStatus = {
  readonly frames: number;
  /** Messages, and minutes of a venue, that could not be kept. */
  readonly notRecorded: number;
  readonly minutesNotRecorded: number;
  /** Messages that wait to be written. */
  readonly waiting: number;
  /** What keeps it from being written; null while all is well. */
  readonly fault: { readonly message: string; readonly since: Instant } | null;
};

/** The venues that are followed, in one line. */
export type FollowedVenues = {
  readonly on: number;
  readonly live: number;
  /** Of the venue that does worst; null where none has a state. */
  readonly worst: ConnectionState | null;
  /** Milliseconds since the newest message of the venue that was silent longest; null before any came. */
  readonly age: number | null;
};

/** All feeds, as of our clock. */
export type FeedsState = {
  readonly asOf: Instant;
  readonly venues: readonly FeedVenue[];
  readonly followed: FollowedVenues;
  readonly keys: KeysState;
  readonly accounts: readonly FollowedAccount[];
  /** Null where the store may not be written. */
  readonly recording: RecordingStatus | null;
};
