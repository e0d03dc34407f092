import type { Instant } from '../values/units.ts';

/** The price of one asset as a venue or an oracle has it. */
export type PriceObservation = {
  /** Unique among the observations of one asset. */
  readonly source: string;
  /** Reporting currency per unit, positive. */
  readonly value: number;
  readonly at: Instant;
  /** Half-width that the source itself states, in the unit of the value; null where it states none. */
  readonly confidence: number | null;
  /** How much the source is trusted beside the others, positive. */
  readonly weight: number;
};

/** How sources are judged. Fractions of a price unless another unit is said. */
export type ConsensusSettings = {
  /** Older is stale, milliseconds: for all, and for the sources named another. */
  readonly oldest: { readonly all: number; readonly by: ReadonlyMap<string, number> };
  /** An observation dated more than this ahead is refused, milliseconds. */
  readonly ahead: number;
  /** Scaled median absolute deviations from the median beyond which a source is fenced, such as 5. */
  readonly deviations: number;
  /** No source nearer to the median than this is fenced for its deviations, such as 0.001. */
  readonly floor: number;
  /** A source further from the median than this is fenced, whatever the others do, such as 0.02. */
  readonly band: number;
  /** How long a fenced source must agree before it counts again, milliseconds. */
  readonly readmitAfter: number;
};
