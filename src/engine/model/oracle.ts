import type { Asset } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';

/** How old a price is, and whether that is too old by its feed's own rule. */
export type ReadingAge = {
  /** Milliseconds, at least 0. */
  readonly age: number;
  /** Beyond this it is stale, milliseconds. */
  readonly most: number;
  readonly stale: boolean;
  /** One sentence: `published 12 s ago, stale after 60 s`. */
  readonly reason: string;
};

/** One price as an oracle states it. What is no price at all (zero, garbled, of the future) never becomes one. */
export type OracleReading = {
  /** Oracle and where it was read: `Chainlink on Ethereum`, `Pyth by Hermes`, `Pyth on Arbitrum`. */
  readonly source: string;
  readonly asset: Asset;
  readonly quote: Asset;
  /** Quote units per unit of the asset, above 0: exact decimal text, and the float64 nearest to it. */
  readonly value: { readonly text: string; readonly number: number };
  /** Half-width of the confidence interval in quote units; null where the oracle states none. */
  readonly confidence: number | null;
  /** When the oracle says that the price was made. */
  readonly at: Instant;
  /** True where the price stands until the next is published, false where it is of its moment only. */
  readonly stands: boolean;
  readonly age: ReadingAge;
  /** Reasons beside its age not to use it, one sentence each: wide confidence, a bound reached. Empty: none. */
  readonly doubts: readonly string[];
  /** What else the oracle says, by name: round, phase, moving average. */
  readonly detail: Readonly<Record<string, string>>;
};
