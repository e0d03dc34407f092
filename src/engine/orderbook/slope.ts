import { compensatedSum } from '../measures/compensated-sum.ts';
import type { BookLevel } from '../model/live-books.ts';
import { ok, type Outcome } from '../values/outcome.ts';
import { topOfBook, type Sides } from './top-of-book.ts';

/** Base units that a side gains per basis point away from the mid. */
export type DepthSlope = { readonly bids: number; readonly asks: number };

/**
 * Slope of cumulative depth within so many basis points B of the mid: the line through the origin
 * nearest to the steps Q(x) in least squares over x from 0 to B,
 * ∫ x Q(x) dx ÷ ∫ x² dx = 3 ÷ (2 B³) × Σ quantity × (B² − distance²). A crossing counts as distance 0.
 */
export function depthSlope(book: Sides, basisPoints: number): Outcome<DepthSlope> {
  const top = topOfBook(book);
  if (!top.ok) return top;
  const { mid } = top.value;
  const slopeOf = (side: readonly BookLevel[], away: 1 | -1): number => {
    const terms = side.flatMap(({ price, quantity }) => {
      const distance = Math.max((away * (price - mid) * 10_000) / mid, 0);
      return distance < basisPoints ? [quantity * (basisPoints ** 2 - distance ** 2)] : [];
    });
    return (3 * compensatedSum(terms)) / (2 * basisPoints ** 3);
  };
  return ok({ bids: slopeOf(book.bids, -1), asks: slopeOf(book.asks, 1) });
}
