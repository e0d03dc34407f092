/** Share of a small position's weight that the growth with size builds on. */
const SIZE_BASE = 0.8;
/** Weight that an asset of no size would have, before the growth with size is taken off. */
const ASSET_BASE = 1.1;

/**
 * Margin of a perpetual per notional, or weight of a borrow: the market's own, or with size
 * 0.8 × it + imf × √size.
 *
 * @param size base units, not negative
 * @param imf of the market, a fraction (550 on chain is 0.00055)
 */
export const sizedWeight = (ratio: number, imf: number, size: number): number =>
  Math.max(ratio, SIZE_BASE * ratio + imf * Math.sqrt(size));

/** Weight of a deposit, falling with its size. @param size base units, not negative */
export const assetWeight = (weight: number, imf: number, size: number): number =>
  Math.min(weight, ASSET_BASE / (1 + imf * Math.sqrt(size)));

/** The initial weight once a market holds more deposits than it is meant to; values in dollars. */
export const scaledWeight = (weight: number, deposits: number, scaledFrom: number): number =>
  deposits > scaledFrom ? (weight * scaledFrom) / deposits : weight;
