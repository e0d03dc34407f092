import type { Asset, Venue } from '../values/ids.ts';

/** At most this share of an account's collateral, after haircuts, counts in these assets together. */
type ConcentrationLimit = {
  readonly assets: readonly Asset[];
  readonly share: number;
};

/** Interest on what is owed. */
type BorrowingRate = {
  /** Null: at every venue. */
  readonly venue: Venue | null;
  readonly asset: Asset;
  /** Simple, per year, as a fraction. */
  readonly rate: number;
};

/** What selling collateral costs, on a chain or off it. */
type SellingCost = {
  readonly venue: Venue | null;
  readonly asset: Asset;
  /** Once for the whole of it, reporting currency. */
  readonly gas: number;
  /** Fraction of what is sold. */
  readonly slippage: number;
};

/** What taking an asset out of a venue costs before it can be sold elsewhere, by a table. */
export type TakingOut = {
  readonly venue: Venue;
  readonly asset: Asset;
  /** Once for the whole of it, reporting currency. */
  readonly fixed: number;
  /** Fraction of what is taken out. */
  readonly rate: number;
  /** Sources, and the age of the price of gas. */
  readonly basis: string;
};

/** The house's own terms for collateral, beside the haircuts of each venue. The first entry that fits counts. */
export type CollateralTerms = {
  readonly concentration: readonly ConcentrationLimit[];
  readonly borrowing: readonly BorrowingRate[];
  readonly selling: readonly SellingCost[];
  /** Counts where `selling` says nothing; the cost of the sale itself is then not known. */
  readonly takingOut?: readonly TakingOut[];
};
