import type { Market } from '../../../src/engine/values/ids.ts';

/** Price and quantity; 0 takes a level out. */
export type Pair = readonly [price: number, quantity: number];

/** Whose book it is. */
export type Of = { readonly market: Market; readonly symbol: string };

/** One message of a venue about a book, apart from the venue's own form. Times are of the venue's clock. */
export type BookSaid = Of & {
  readonly kind: 'book';
  /** `snapshot` replaces the book. */
  readonly action: 'snapshot' | 'update';
  readonly at: number;
  readonly bids: readonly Pair[];
  readonly asks: readonly Pair[];
  /** First and last id that the message covers, and the last of the message before. */
  readonly first: number | null;
  readonly last: number | null;
  readonly previous: number | null;
};

/** A mark price. */
export type MarkSaid = Of & {
  readonly kind: 'mark';
  readonly at: number;
  readonly mark: number;
};

export type Said = BookSaid | MarkSaid;

/** A book as the venue holds it after a message. */
export type HeldBook = Of & {
  /** Best first. */
  readonly bids: readonly Pair[];
  readonly asks: readonly Pair[];
  readonly last: number | null;
  readonly at: number;
};
