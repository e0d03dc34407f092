import type { GasNow } from '../../../engine/contract/gas.ts';
import type { MarketState, Quote } from '../../../engine/model/market.ts';
import type { LiveBooks, VenueBook } from '../../../engine/model/live-books.ts';
import type { LiveChanges } from '../../feeds/live/live-market.ts';
import type { ContractItem, FigureItem } from '../../imports/format.ts';
import type { Stored } from '../stored.ts';

/** Milliseconds after which a book is not live, and by which books of one ladder may be apart. */
export const OLDEST = 10_000;
export const SKEW = 2_000;
/** Fraction of the price of its underlying that a book may be off: more than a basis, less than a lie. */
const APART = 0.1;

export const liveBooks = (books: readonly VenueBook[]): LiveBooks => ({
  books,
  oldest: OLDEST,
  skew: SKEW,
  apart: APART,
});

/** The live side of what a run depends on. */
export type LiveSide = {
  /** Contracts that venues listed: facts beside those of the user's files. */
  readonly contracts: readonly ContractItem[];
  readonly quotes: LiveChanges;
  readonly books: readonly VenueBook[];
  /** What venues state of margin, of accounts that are read with a key. */
  readonly figures: readonly Stored<FigureItem>[];
  /** What gas costs on chains whose nodes are asked; absent where none is. */
  readonly gas?: readonly GasNow[];
};

/** The newer of two quotes of each key. */
function newest<K>(
  stored: ReadonlyMap<K, Quote>,
  live: ReadonlyMap<K, Quote>,
): ReadonlyMap<K, Quote> {
  const all = new Map(stored);
  for (const [key, quote] of live) {
    const before = all.get(key);
    if (before === undefined || before.at <= quote.at) all.set(key, quote);
  }
  return all;
}

/** What the store knows of the market, and where they are newer what venues say now. */
export const withLive = (
  stored: MarketState,
  { quotes: live, books }: Pick<LiveSide, 'quotes' | 'books'>,
): MarketState => ({
  ...stored,
  spots: newest(stored.spots, live.spots),
  marks: newest(stored.marks, live.marks),
  volatilities: newest(stored.volatilities, live.volatilities),
  forwards: newest(stored.forwards, live.forwards),
  bands: live.bands,
  books: liveBooks(books),
});

const subjectOf = ({ venue, account, name, asset }: Stored<FigureItem>): string =>
  JSON.stringify([venue, account, name, asset]);

/** The figures of the store, each replaced by what the venue states of the same thing now. */
export function newestFigures(
  stored: readonly Stored<FigureItem>[],
  live: readonly Stored<FigureItem>[],
): readonly Stored<FigureItem>[] {
  const stated = new Set(live.map(subjectOf));
  return [...stored.filter((one) => !stated.has(subjectOf(one))), ...live];
}
