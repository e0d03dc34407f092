import type { BookLevel } from '../model/live-books.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';

/** Two sides of a ladder, best first. */
export type Sides<L extends BookLevel = BookLevel> = {
  readonly bids: readonly L[];
  readonly asks: readonly L[];
};

/** Prices in the ladder's own unit. */
export type TopOfBook = {
  readonly bid: BookLevel;
  readonly ask: BookLevel;
  /** (bid + ask) ÷ 2. */
  readonly mid: number;
  /** ask − bid; negative where the ladder is crossed. */
  readonly spread: number;
  /** The same as a fraction of the mid. */
  readonly relativeSpread: number;
  /** Mid weighted by the other side's quantity: (bid × ask size + ask × bid size) ÷ (both sizes). */
  readonly microprice: number;
};

/** The best of both sides; without one of them there is no mid. */
export function topOfBook({ bids: [bid], asks: [ask] }: Sides): Outcome<TopOfBook> {
  if (bid === undefined || ask === undefined) {
    return fail('missing-market-data', 'a side of the book is empty: there is no mid');
  }
  const mid = (bid.price + ask.price) / 2;
  const spread = ask.price - bid.price;
  return ok({
    bid: { price: bid.price, quantity: bid.quantity },
    ask: { price: ask.price, quantity: ask.quantity },
    mid,
    spread,
    relativeSpread: spread / mid,
    microprice:
      (bid.price * ask.quantity + ask.price * bid.quantity) / (bid.quantity + ask.quantity),
  });
}
