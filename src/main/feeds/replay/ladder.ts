import type { Instrument } from '../../../engine/model/instrument.ts';
import type { VenueBook } from '../../../engine/model/live-books.ts';
import { consolidated, type ConsolidatedBook } from '../../../engine/orderbook/consolidated.ts';
import { depthWithin, type Depth } from '../../../engine/orderbook/depth.ts';
import { topOfBook, type TopOfBook } from '../../../engine/orderbook/top-of-book.ts';
import { asset, type Asset, type Market } from '../../../engine/values/ids.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import type { VenueMarket } from '../venue-market.ts';

/** Basis points from the mid within which depth is told. */
const BASIS_POINTS = [1, 5, 10, 25, 50, 100];
/** Books further apart than this are marked, milliseconds. */
const SKEW = 2_000;

/** The books that a recording left whole, as one. Prices in dollars, quantities in base units. */
export type ReplayedLadder = {
  readonly ladder: ConsolidatedBook;
  readonly top: Outcome<TopOfBook>;
  readonly depth: readonly Depth[];
};

/**
 * @param find the contract that a symbol names; null where it is not known: its book is left out
 * @param rates dollars per unit of a quote currency
 */
export function replayedLadder(
  venues: readonly VenueMarket[],
  underlying: Asset,
  find: (symbol: string, market: Market) => Instrument | null,
  rates: ReadonlyMap<Asset, number>,
): ReplayedLadder {
  const books = venues.flatMap((venue) =>
    [...venue.books.books].flatMap(({ symbol, market, synced }): VenueBook[] => {
      const instrument = find(symbol, market);
      if (instrument === null || synced.state !== 'live' || synced.at === null) return [];
      return [{ instrument, bids: synced.book.bids(), asks: synced.book.asks(), at: synced.at }];
    }),
  );
  const at = books[0]?.at;
  const spots = new Map(
    at === undefined ? [] : [...rates].map(([of, value]) => [of, { value, at, source: 'given' }]),
  );
  const ladder = consolidated(
    books,
    { underlying, kinds: new Set(['spot', 'perpetual', 'future']), skew: SKEW, late: 'kept' },
    { spots, reporting: asset('USD') },
  );
  return {
    ladder,
    top: topOfBook(ladder),
    depth: BASIS_POINTS.flatMap((basisPoints) => {
      const found = depthWithin(ladder, basisPoints);
      return found.ok ? [found.value] : [];
    }),
  };
}
