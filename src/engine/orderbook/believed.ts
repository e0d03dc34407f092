import type { LiveBooks, VenueBook } from '../model/live-books.ts';
import { failure, type Failure } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import { knownRate, type Rates } from './base-book.ts';

/** The middle of a book in the reporting currency per base unit; null where that is not known. */
function middleOf({ instrument, bids, asks }: VenueBook, rates: Rates): number | null {
  const rate = knownRate(instrument.quote, rates);
  const bid = bids[0]?.price ?? asks[0]?.price;
  const ask = asks[0]?.price ?? bids[0]?.price;
  if (!rate.ok || bid === undefined || ask === undefined) return null;
  return ((bid + ask) / 2) * rate.value;
}

/** Why nobody should trade on a book as it stands; null where nothing speaks against it. */
function doubtOf(
  book: VenueBook,
  { oldest, skew, apart }: LiveBooks,
  rates: Rates,
  asOf: Instant,
): Failure | null {
  const { id, underlying, option, payoff } = book.instrument;
  const age = asOf - book.at;
  if (age > oldest) {
    const message = `order book of ${id} is ${age} ms old, more than ${oldest}`;
    return failure('stale-market-data', message, id);
  }
  if (-age > skew) return failure('malformed', `order book of ${id} is dated ${-age} ms ahead`, id);
  if (option !== null || payoff === 'quanto') return null;
  const middle = middleOf(book, rates);
  const price = knownRate(underlying, rates);
  if (middle === null || !price.ok) return null;
  const distance = middle / price.value - 1;
  return Math.abs(distance) > apart
    ? failure(
        'conflict',
        `order book of ${id} is ${distance} from the price ${price.value} of ${underlying}, more than ${apart}`,
        id,
      )
    : null;
}

/**
 * The books that can be traded on: live, not dated ahead, and near the price of their underlying,
 * where that is known. A book that lies would otherwise look like the best place to trade.
 */
export function believedBooks(
  live: LiveBooks,
  rates: Rates,
  asOf: Instant,
): { readonly books: readonly VenueBook[]; readonly doubted: readonly Failure[] } {
  const doubted: Failure[] = [];
  const books = live.books.filter((book) => {
    const doubt = doubtOf(book, live, rates, asOf);
    if (doubt !== null) doubted.push(doubt);
    return doubt === null;
  });
  return { books, doubted };
}
