import type { Asset, Venue } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';

/** What one step on the way of an asset costs the one who moves it. */
type Step = {
  readonly asset: Asset;
  /**
   * Units of gas that they pay themselves, on the step's chain; 0 where they pay none; null where nobody states
   * it: then neither is the cost of a way known that the step is on.
   */
  readonly gas: number | null;
  /** Fixed fee, units of the asset; null where nobody states it. */
  readonly fee: number | null;
  /** Fee as a fraction of what is moved. */
  readonly rate: number;
  /** The most that is stated for when nothing goes wrong. */
  readonly minutes: number;
  /** `published` by whom it concerns, or by a `third-party`. */
  readonly standing: 'published' | 'third-party';
  /** What the figures leave out or rest on. */
  readonly note: string;
  /** Where it was read, and the day. */
  readonly source: string;
  readonly read: string;
};

/** From a venue to a chain, or from a chain to a venue. */
export type VenueStep = Step & {
  readonly kind: 'withdraw' | 'deposit';
  readonly venue: Venue;
  readonly chainId: number;
  /** Who holds the asset at the venue: a contract on a chain, or the venue itself, which can sell it there. */
  readonly custody: 'chain' | 'venue';
};

/** From one chain to another; gas is paid on the first. */
export type BridgeStep = Step & {
  readonly kind: 'bridge';
  /** `CCTP Standard Transfer`. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
};

/** A dated edition of what moving assets on chains costs. What is not in it is not known. */
export type TransferTable = {
  /** First day that it holds for, ISO 8601. */
  readonly from: string;
  readonly chains: readonly {
    readonly chainId: number;
    readonly title: string;
    readonly coin: Asset;
  }[];
  readonly steps: readonly (VenueStep | BridgeStep)[];
};

/** What a unit of gas costs, and how that is known. */
export type GasPrice = {
  readonly wei: number;
  /** Wei for the data of one transaction, beside gas; null where it is not known. */
  readonly dataFee: number | null;
  readonly at: Instant;
  readonly source: string;
};
