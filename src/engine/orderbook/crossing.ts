import type { BookLevel } from '../model/live-books.ts';

/** Where bids of one venue are above asks of another. Prices per base unit. */
export type Crossing = {
  readonly bid: number;
  readonly ask: number;
  /** bid − ask, positive. */
  readonly width: number;
  /** The same as a fraction of their mean. */
  readonly fraction: number;
  /** Base units that are bid above what they are offered at. */
  readonly quantity: number;
  /** What buying and selling those at once would earn before fees, reporting currency. */
  readonly value: number;
};

/** The size of a ladder's crossing; null where no bid is above an ask. Both sides best first. */
export function crossingOf(
  bids: readonly BookLevel[],
  asks: readonly BookLevel[],
): Crossing | null {
  const bid = bids[0]?.price;
  const ask = asks[0]?.price;
  if (bid === undefined || ask === undefined || bid <= ask) return null;
  let quantity = 0;
  let value = 0;
  let [b, a] = [0, 0];
  let [bidLeft, askLeft] = [bids[0]?.quantity ?? 0, asks[0]?.quantity ?? 0];
  for (;;) {
    const [high, low] = [bids[b], asks[a]];
    if (high === undefined || low === undefined || high.price <= low.price) break;
    const matched = Math.min(bidLeft, askLeft);
    quantity += matched;
    value += matched * (high.price - low.price);
    const [bidDone, askDone] = [bidLeft <= askLeft, askLeft <= bidLeft];
    bidLeft = bidDone ? (bids[++b]?.quantity ?? 0) : bidLeft - matched;
    askLeft = askDone ? (asks[++a]?.quantity ?? 0) : askLeft - matched;
  }
  return { bid, ask, width: bid - ask, fraction: (2 * (bid - ask)) / (bid + ask), quantity, value };
}
