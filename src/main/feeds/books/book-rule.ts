import type { OrderBook } from '../../../engine/orderbook/order-book.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { BookEvent } from '../events.ts';

/** How an update stands to what came before: right after it, already in it, or beyond something lost. */
export type Sequence = 'next' | 'old' | 'gap';

/** How a venue numbers the messages of a book. */
export type BookRule = {
  /**
   * @param last id of the newest message in the book
   * @param at the venue's time of that message
   */
  readonly follows: (update: BookEvent, last: number, at: Instant | null) => Sequence;
  /**
   * The same where neither the book nor the update has an id: such a book is held by the checksum of
   * each message alone. Absent: an update without id is a gap.
   */
  readonly unnumbered?: (update: BookEvent, at: Instant | null) => Sequence;
  /**
   * The same for the first update upon a snapshot that was asked for by a request of its own. Absent
   * where the socket itself sends snapshots.
   */
  readonly splices?: (update: BookEvent, snapshot: number) => Sequence;
  /** Levels a side that the venue keeps in the book; null: all. */
  readonly depth: number | null;
  /** What the venue computes over the book after each message that carries a checksum. */
  readonly checksum?: (book: OrderBook) => number;
};

/** Each message names the last id before it (Deribit, OKX, Binance derivatives). */
export function byPrevious(update: BookEvent, last: number): Sequence {
  if (update.previous === last) return 'next';
  return update.last !== null && update.last <= last ? 'old' : 'gap';
}

/** Ids run on: the first id of a message is the one after the last (Binance spot, Bybit, Kraken). */
export function byNext(update: BookEvent, last: number): Sequence {
  const first = update.first ?? update.last;
  if (first === last + 1) return 'next';
  return update.last !== null && update.last <= last ? 'old' : 'gap';
}

/** Every message is a whole book: nothing can be missed, only be late. */
export const wholeBooks: BookRule = { follows: () => 'gap', depth: null };
