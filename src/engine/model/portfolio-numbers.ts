/** Underlyings that share a number; `others` is every one that no other entry of the list names. */
export type Underlyings = readonly string[] | 'others';

/** A number that may not be the venue's own. */
type Fitted = {
  readonly underlyings: Underlyings;
  /** What of it the venue has not published: every figure by it says so. */
  readonly unconfirmed?: string | undefined;
};

/** Steps of a charge that grows with size: each part of the amount is charged at its own step. */
export type ChargeStep = {
  /** End of the step, positive and ascending; null for the rest of the amount. */
  readonly upTo: number | null;
  /** Charge per unit of the amount within the step. */
  readonly rate: number;
};

/** What owing an asset needs, as fractions of the amount owed. */
export type BorrowRate = {
  readonly assets: readonly string[];
  /** Units of the asset up to which the rates are known; null for any amount. */
  readonly upTo: number | null;
  readonly maintenanceRate: number;
  readonly initialRate: number;
};

/**
 * OKX's portfolio margin. A list that is absent is not restated: an older edition's stands. A list
 * that is empty says that the numbers ended and the new ones were not found.
 */
export type OkxPortfolioNumbers = {
  /** Initial ÷ maintenance margin of derivatives. */
  readonly initialFactor?: number | undefined;
  /** MR1: relative moves of the index. */
  readonly spotShocks?:
    | readonly { readonly underlyings: Underlyings; readonly moves: readonly number[] }[]
    | undefined;
  /** MR6: the far move to both sides, and the share of its loss that is charged. */
  readonly extremes?:
    | readonly {
        readonly underlyings: Underlyings;
        readonly move: number;
        readonly share: number;
      }[]
    | undefined;
  /** MR4 of perpetuals, per USD of net delta. */
  readonly basis?: readonly (Fitted & { readonly perpetualRate: number })[] | undefined;
  /** MR7 before its multiplier, per USD of net delta. */
  readonly reductionCosts?: readonly (Fitted & { readonly rate: number })[] | undefined;
  /** MR7: the multiplier of each part of that charge in USD. */
  readonly reductionSteps?:
    | readonly { readonly underlyings: Underlyings; readonly steps: readonly ChargeStep[] }[]
    | undefined;
  /** MR8. */
  readonly borrowing?: readonly BorrowRate[] | undefined;
  /** MR9: charge of the USD hedged between two dollars, by the price of the weaker one; descending. */
  readonly depeg?:
    | readonly { readonly priceFrom: number; readonly steps: readonly ChargeStep[] }[]
    | undefined;
};

/** Bybit's portfolio margin; an absent list is not restated. */
export type BybitPortfolioNumbers = {
  /** Initial ÷ maintenance margin. */
  readonly initialFactor?: number | undefined;
  /** Relative moves of the price. */
  readonly priceGrids?:
    | readonly { readonly underlyings: Underlyings; readonly moves: readonly number[] }[]
    | undefined;
  /** Relative move of volatility, up and down. */
  readonly volatilityShocks?:
    | readonly { readonly underlyings: Underlyings; readonly shock: number }[]
    | undefined;
  readonly borrowing?: readonly BorrowRate[] | undefined;
};

/** Binance's Portfolio Margin beyond the brackets of its positions; an absent list is not restated. */
export type BinancePortfolioNumbers = {
  /** Maintenance of a margin loan by the leverage of the loan, as a fraction of the amount owed. */
  readonly loans?:
    | readonly { readonly leverage: number; readonly maintenanceRate: number }[]
    | undefined;
  /** What the venue does while equity ÷ maintenance is at most this; ascending. */
  readonly levels?: readonly { readonly atMost: number; readonly action: string }[] | undefined;
};
