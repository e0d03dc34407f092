import { byPrevious, type BookRule, type Sequence } from '../books/book-rule.ts';
import type { BookEvent } from '../events.ts';

/**
 * Spot: ids of a symbol run on. A message that ends at or before what is held is in it already; one
 * that goes on must begin at or before the next id, and may repeat some, since quantities are absolute.
 *
 * @see developers.binance.com, spot, "How to manage a local order book correctly"
 */
function spotFollows({ first, last }: BookEvent, held: number): Sequence {
  if (last !== null && last <= held) return 'old';
  return first !== null && first <= held + 1 ? 'next' : 'gap';
}

/**
 * Futures and options: ids are of the whole market, so that a symbol's have holes. The documentation
 * wants `U` <= snapshot <= `u`. A snapshot between the message before (`pu`) and `U` is as good, since
 * nothing of this symbol happened between them.
 *
 * @see developers.binance.com, USD-M and COIN-M futures, "How to manage a local order book correctly"
 */
function derivativeSplices({ first, last, previous }: BookEvent, snapshot: number): Sequence {
  if (last !== null && last < snapshot) return 'old';
  const from = Math.min(first ?? Infinity, previous ?? Infinity);
  return from <= snapshot ? 'next' : 'gap';
}

export const spotBooks: BookRule = { follows: spotFollows, splices: spotFollows, depth: null };

export const derivativeBooks: BookRule = {
  follows: byPrevious,
  splices: derivativeSplices,
  depth: null,
};
