import type { Asset } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import type { GasNow, GasQuantiles } from './gas.ts';

/** What is read of chains and oracles, as the store keeps it. Addresses may hold keys: they are never given out. */
export type ChainSettings = {
  readonly on: boolean;
  /** Seconds between two questions to one place. */
  readonly every: number;
  /** Nodes by JSON-RPC; a node of another chain than stated is refused, null takes any. */
  readonly nodes: readonly { readonly url: string; readonly chainId: number | null }[];
  /** A server of Pyth's prices, and the key that it asks for; null: none. */
  readonly hermes: { readonly url: string; readonly key: string | null } | null;
  /** Assets whose feeds are read; null: all that are known. */
  readonly assets: readonly Asset[] | null;
};

/** Settings as they are typed: what is not typed again is kept by its place in `ChainState.sources`. */
export type ChainWish = Omit<ChainSettings, 'nodes' | 'hermes'> & {
  readonly nodes: readonly (ChainSettings['nodes'][number] | { readonly kept: number })[];
  readonly hermes: ChainSettings['hermes'] | { readonly kept: number };
};

/** A node or server that is asked. */
export type ChainSource = {
  /** Its place among all: names it in `ChainWish`. */
  readonly id: number;
  readonly kind: 'node' | 'hermes';
  /** Host and port. */
  readonly name: string;
  readonly chain: string | null;
  readonly chainId: number | null;
  /** `asking`: nothing was heard yet; `failing`: the last question was not answered. */
  readonly state: 'off' | 'asking' | 'live' | 'failing';
  readonly lastAnswer: Instant | null;
  readonly fault: string | null;
};

/** What one feed says, or why it says nothing. */
export type ChainReading = {
  /** Oracle, place and pair. */
  readonly feed: string;
  /** When it was read, our clock. */
  readonly readAt: Instant;
  readonly price: Outcome<{
    readonly asset: Asset;
    readonly quote: Asset;
    /** Exact decimal text. */
    readonly text: string;
    readonly value: number;
    /** Half-width, quote units; null where none is stated. */
    readonly confidence: number | null;
    readonly at: Instant;
    /** Milliseconds, now. */
    readonly age: number;
    readonly standing: 'counts' | 'stale' | 'doubtful';
    /** Why it stands so. */
    readonly reason: string;
  }>;
};

/** All that is read of chains, as of our clock. */
export type ChainState = {
  readonly asOf: Instant;
  readonly on: boolean;
  readonly every: number;
  readonly assets: readonly Asset[] | null;
  readonly sources: readonly ChainSource[];
  /** By feed. */
  readonly readings: readonly ChainReading[];
  /** By chain, or why it is not known. */
  readonly gas: readonly { readonly chain: string; readonly now: Outcome<GasNow> }[];
  /** Of the last year in the store, Ethereum. */
  readonly gasHistory: Outcome<GasQuantiles>;
};
