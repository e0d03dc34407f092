import type { Frame, LostConnection } from '../events.ts';
import type { VenueMarket } from '../venue-market.ts';

/** Told what happens to a venue's market, in order. Never throws. */
export type FeedTap = {
  /** A message came; the market has not taken it yet. */
  readonly arriving: (market: VenueMarket, frame: Frame) => void;
  /** A connection ended; its books are withdrawn next. */
  readonly lost: (market: VenueMarket, lost: LostConnection) => void;
};
