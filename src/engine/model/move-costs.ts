import type { Asset, Venue } from '../values/ids.ts';

/** What moving an asset costs from one place to another. */
export type TransferCost = {
  /** A venue, or a margin account by its id. */
  readonly from: string;
  readonly to: string;
  readonly asset: Asset;
  /** Reporting currency. */
  readonly gas: number;
  readonly bridgeFee: number;
  /** Fraction of what is moved. */
  readonly bridgeRate: number;
  /** Until it is there. */
  readonly minutes: number;
  /** How it is known where the user did not state it: sources, and the age of the price of gas. */
  readonly basis?: string;
};

/** What a trade costs at a venue. */
type TradingCost = {
  readonly venue: Venue;
  /** Null: every symbol of the venue. */
  readonly symbol: string | null;
  /** Fractions of the mark and of the notional. */
  readonly halfSpread: number;
  readonly fee: number;
};

/** What the user knows of the costs of moving and trading; the first entry that fits counts. */
export type MoveCosts = {
  readonly transfers: readonly TransferCost[];
  readonly trading: readonly TradingCost[];
};
