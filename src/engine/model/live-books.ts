import type { Instant } from '../values/units.ts';
import type { Instrument } from './instrument.ts';

/** Quantity offered at a price, both positive. */
export type BookLevel = { readonly price: number; readonly quantity: number };

/** The visible order book of one instrument at its own venue, as of `at` by the venue's clock. */
export type VenueBook = {
  readonly instrument: Instrument;
  /** Best first. Prices in the instrument's own unit, quantities in the venue's contracts. */
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
  readonly at: Instant;
};

/** Order books as they stand, with what the supplier of them takes as live. */
export type LiveBooks = {
  readonly books: readonly VenueBook[];
  /** A book older than this is not live, in milliseconds. */
  readonly oldest: number;
  /** Books of one ladder further apart than this are late, one dated further ahead is not believed; milliseconds. */
  readonly skew: number;
  /** A book further than this fraction from the price of its underlying is not believed. */
  readonly apart: number;
};
