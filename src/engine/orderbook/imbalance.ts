import { compensatedSum } from '../measures/compensated-sum.ts';
import type { BookLevel } from '../model/live-books.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import type { ConsolidatedBook } from './consolidated.ts';
import { depthWithin } from './depth.ts';
import type { Sides } from './top-of-book.ts';

function ratioOf(bid: number, ask: number): Outcome<number> {
  return bid + ask > 0
    ? ok((bid - ask) / (bid + ask))
    : fail('missing-market-data', 'nothing is offered there: there is no imbalance');
}

/** (bids − asks) ÷ (bids + asks) in base units over the best levels of each side, from −1, only asks, to 1, only bids. */
export function topImbalance({ bids, asks }: Sides, levels: number): Outcome<number> {
  const offered = (side: readonly BookLevel[]): number =>
    compensatedSum(side.slice(0, levels).map(({ quantity }) => quantity));
  return ratioOf(offered(bids), offered(asks));
}

/** The same over what lies within so many basis points of the mid. */
export function imbalanceWithin(book: ConsolidatedBook, basisPoints: number): Outcome<number> {
  const depth = depthWithin(book, basisPoints);
  return depth.ok ? ratioOf(depth.value.bids.quantity, depth.value.asks.quantity) : depth;
}
