import type { MarginModelId } from './book.ts';

/** Rounds that reduce a lone position by the tiers of its table. */
export type TierRounds = {
  /** Tiers that a round gives up; `enough`: as few as make the account whole, in one order. */
  readonly down: number | 'enough';
  /** A position in this tier, 1 being the lowest, or a lower one is taken over whole. */
  readonly wholeUpTo: number;
};

/** How a venue liquidates the accounts of some margin models. */
export type LiquidationProcedure = {
  readonly models: readonly MarginModelId[];
  /** Maintenance margin ÷ equity at which it begins, and below which it ends. */
  readonly begins: number;
  readonly ends: number;
  /** Absent where the venue has not published what a round closes. */
  readonly tiers?: TierRounds | undefined;
  /** What of the procedure the venue has not published: every answer by it says so. */
  readonly unpublished?: string | undefined;
  /** Fees on what is closed in the market, as fractions of its notional. */
  readonly fees: readonly {
    readonly underlyings: readonly string[];
    readonly of: 'futures' | 'options';
    readonly rate: number;
  }[];
  /** Who bears what the account cannot, in this order. */
  readonly backstops: readonly ('insurance fund' | 'deleveraging' | 'socialised loss')[];
};

/** Liquidation procedures of a venue. */
export type LiquidationNumbers = { readonly procedures: readonly LiquidationProcedure[] };
