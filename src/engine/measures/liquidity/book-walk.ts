import type { BookLevel } from '../../model/live-books.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { compensatedSum } from '../compensated-sum.ts';

export type BookWalk = {
  readonly filled: number;
  /** What the visible book cannot take. It is not priced. */
  readonly unfilled: number;
  /** Mean price of what is filled. */
  readonly price: number;
  /** Price of the last level used. */
  readonly worstPrice: number;
  readonly mid: number;
  /** Cost of what is filled against the mid, quote currency, positive. */
  readonly cost: number;
  /** The same as a fraction of the value at mid. */
  readonly slippage: number;
};

/**
 * Closes a quantity against the visible order book: a sale hits the bids, a purchase lifts the asks.
 *
 * @param quantity positive
 * @param bids best first, and so the asks
 */
export function bookWalk(
  side: 'buy' | 'sell',
  quantity: number,
  { bids, asks }: { readonly bids: readonly BookLevel[]; readonly asks: readonly BookLevel[] },
): Outcome<BookWalk> {
  const bid = bids[0];
  const ask = asks[0];
  if (bid === undefined || ask === undefined) {
    return fail('missing-market-data', 'a side of the book is empty: there is no mid');
  }
  const mid = (bid.price + ask.price) / 2;
  const fills: BookLevel[] = [];
  let left = quantity;
  for (const level of side === 'sell' ? bids : asks) {
    if (left <= 0) break;
    const taken = Math.min(left, level.quantity);
    fills.push({ price: level.price, quantity: taken });
    left -= taken;
  }
  const filled = compensatedSum(fills.map((fill) => fill.quantity));
  if (!(filled > 0)) return fail('missing-market-data', 'the book takes nothing of it');
  const cost = compensatedSum(fills.map((fill) => fill.quantity * Math.abs(fill.price - mid)));
  return ok({
    filled,
    unfilled: left,
    price: compensatedSum(fills.map((fill) => fill.quantity * fill.price)) / filled,
    worstPrice: fills.at(-1)?.price ?? mid,
    mid,
    cost,
    slippage: cost / (filled * mid),
  });
}
