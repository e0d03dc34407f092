import { compensatedSum } from '../measures/compensated-sum.ts';
import type { InstrumentId, Venue } from '../values/ids.ts';
import { ok, type Outcome } from '../values/outcome.ts';
import type { ConsolidatedBook, LadderLevel, LadderSource } from './consolidated.ts';
import { topOfBook } from './top-of-book.ts';

type DepthShare = {
  readonly instrument: InstrumentId;
  readonly venue: Venue;
  /** Base units. */
  readonly quantity: number;
  /** Reporting currency. */
  readonly value: number;
};

/** What one side of a ladder offers within a distance of the mid. */
export type SideDepth = {
  /** Base units. */
  readonly quantity: number;
  /** Each level at its own price, reporting currency. */
  readonly value: number;
  /** By instrument, those with none left out; they sum to the whole. */
  readonly shares: readonly DepthShare[];
  /** Books whose visible part ends within the distance: there may be more than is counted here. */
  readonly endWithin: readonly InstrumentId[];
};

export type Depth = {
  readonly basisPoints: number;
  readonly mid: number;
  readonly bids: SideDepth;
  readonly asks: SideDepth;
};

function sideDepth(
  levels: readonly LadderLevel[],
  sources: readonly LadderSource[],
  within: (price: number) => boolean,
  lastOf: (of: LadderSource) => number | null,
): SideDepth {
  const counted = levels
    .filter(({ price }) => within(price))
    .flatMap(({ price, shares }) => shares.map((share) => ({ ...share, price })));
  const shares = [...Map.groupBy(counted, ({ instrument }) => instrument)]
    .map(([instrument, own]) => ({
      instrument,
      venue: own[0]!.venue,
      quantity: compensatedSum(own.map(({ quantity }) => quantity)),
      value: compensatedSum(own.map(({ price, quantity }) => price * quantity)),
    }))
    .toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1));
  return {
    quantity: compensatedSum(shares.map(({ quantity }) => quantity)),
    value: compensatedSum(shares.map(({ value }) => value)),
    shares,
    endWithin: sources.flatMap((source) => {
      const last = lastOf(source);
      return last === null || within(last) ? [source.instrument] : [];
    }),
  };
}

/** Depth within so many basis points of the ladder's mid, both ends included; none without a mid. */
export function depthWithin(book: ConsolidatedBook, basisPoints: number): Outcome<Depth> {
  const top = topOfBook(book);
  if (!top.ok) return top;
  const { mid } = top.value;
  const lowest = mid * (1 - basisPoints / 10_000);
  const highest = mid * (1 + basisPoints / 10_000);
  const { bids, asks, sources } = book;
  return ok({
    basisPoints,
    mid,
    bids: sideDepth(
      bids,
      sources,
      (price) => price >= lowest,
      ({ lastBid }) => lastBid,
    ),
    asks: sideDepth(
      asks,
      sources,
      (price) => price <= highest,
      ({ lastAsk }) => lastAsk,
    ),
  });
}
