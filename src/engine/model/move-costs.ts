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

/** A way on which an asset can be moved, whose cost is not known. */
export type UnpricedTransfer = Pick<TransferCost, 'from' | 'to' | 'asset' | 'minutes'> & {
  /** What is not known of it: `gas of CCTP Fast Transfer`. */
  readonly lacking: string;
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
  /** Where `transfers` says nothing: ways that a table has and cannot price. The first that fits is told of. */
  readonly unpriced?: readonly UnpricedTransfer[];
  readonly trading: readonly TradingCost[];
};
