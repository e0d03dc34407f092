import type { Instant } from '../values/units.ts';

/** What is known of a price: the truth is taken to lie within `value ± halfWidth`. */
export type PriceBand = {
  /** Reporting currency per unit, positive. */
  readonly value: number;
  /** At least 0, in the unit of the value. */
  readonly halfWidth: number;
  /** From 0, not to be relied on, to 1. */
  readonly score: number;
  /** Time of the oldest price that it rests on. */
  readonly at: Instant;
  /** The prices that it rests on, by name. */
  readonly sources: readonly string[];
};
