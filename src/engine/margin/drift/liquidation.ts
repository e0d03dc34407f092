/** A perpetual position under liquidation; fractions, dollars. */
export type LiquidatedPerpetual = {
  readonly shortage: number;
  readonly marginRatio: number;
  readonly liquidatorFee: number;
  readonly insuranceFee: number;
  readonly price: number;
  /** Dollars per unit of the quote token. */
  readonly quotePrice: number;
};

/** Base units to close so that the shortage is gone; null where closing never helps. */
export function baseToLiquidate(of: LiquidatedPerpetual): number | null {
  const { shortage, marginRatio, liquidatorFee, insuranceFee, price, quotePrice } = of;
  const freed = price * quotePrice * (marginRatio - liquidatorFee) - price * insuranceFee;
  return freed > 0 ? shortage / freed : null;
}

/** How a liquidation is spread over time. */
export type LiquidationPace = {
  /** Share that may be liquidated at once. */
  readonly first: number;
  /** Blockchain slots until all may be. */
  readonly duration: number;
  /** Shortage in dollars below which all may be at once. */
  readonly small: number;
};

/** Largest share of a shortage that may be freed after so many slots, less what was freed already. */
export function largestShare(
  shortage: number,
  slots: number,
  freed: number,
  { first, duration, small }: LiquidationPace,
): number {
  if (shortage < small) return 1;
  const allowed = Math.min(1, first + slots / duration) * (shortage + freed);
  return Math.min(1, Math.max(0, (allowed - freed) / shortage));
}
