import { instant, type Instant } from '../values/units.ts';

/**
 * Which past is shown in the place of the present. All that is asked while it is shown is answered as of
 * then, and nothing is written.
 */
export type ReviewState = {
  readonly at: Instant;
};

/** @param at UTC milliseconds @throws RangeError where it is no number */
export const reviewAt = (at: number): Instant => instant(at);
