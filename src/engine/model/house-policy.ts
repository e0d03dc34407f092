import type { Asset, Venue } from '../values/ids.ts';

/** A fraction from 0 to 1 for all, and for those named another. */
export type Share<K> = { readonly all: number; readonly by: ReadonlyMap<K, number> };

/** How much of an offset the house counts: 1 whole, 0 not at all. */
export type NettingLimits = {
  /** Between accounts of one legal set that hold one underlying. */
  readonly sameUnderlying: Share<Asset>;
  /** Between underlyings of one asset class. */
  readonly withinClass: Share<string>;
  readonly betweenClasses: number;
  readonly betweenLegalSets: number;
};

/** What a market takes in, for what closing out costs. */
export type MarketDepth = {
  /** Traded per day, reporting currency. */
  readonly dailyVolume: number;
  /** Full bid-ask spread as a fraction of the price. */
  readonly spread: number;
};

export type LiquidityPolicy = {
  /** Share of the daily volume that a close-out may be. */
  readonly participation: number;
  /** Y of the square-root law of impact. */
  readonly coefficient: number;
  readonly markets: ReadonlyMap<Asset, MarketDepth>;
};

/** Tools against a need that is low until it jumps. */
export type CalmPolicy = {
  /** Whether the need is never below that of the whole history, unscaled. */
  readonly floor: boolean;
  /** Share of the need that is that of the most stressed period, from 0 to 1. */
  readonly stressedWeight: number;
  /** Joint days of such a period. */
  readonly stressedDays: number;
};

/** How the house margins its own netted book: the user's choice, not a venue's rule. */
export type HousePolicy = {
  /** An underlying that is named nowhere is in the class `other`. */
  readonly classes: ReadonlyMap<Asset, string>;
  /** Venues whose claims may be set off in law; one that is named nowhere is in the set `book`. */
  readonly legalSets: ReadonlyMap<Venue, string>;
  readonly netting: NettingLimits;
  /** `strength` in [0, 1) moves correlations towards a stress; `share` of the excess is charged. Null: none. */
  readonly correlation: { readonly strength: number; readonly share: number } | null;
  /** Null: closing out is not charged. */
  readonly liquidity: LiquidityPolicy | null;
  /** What is needed in calm times for those that are not; null: nothing. */
  readonly calm: CalmPolicy | null;
  /** Multiple of what √time adds to the loss of a line whose price is stale; 0: none. */
  readonly staleness: number;
  /** Multiple of what the half-width of each price’s band is worth on the net delta; 0: none. */
  readonly confidence: number;
};
