import type { Level } from '../model/parameters.ts';
import type { Asset, MarginAccountId, Venue } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';
import type { MeasureId } from './measures.ts';

/** A figure at one of two instants. */
export type ComparedValue = {
  /** Reporting currency, a fraction for ratios; null where it is not known. */
  readonly value: number | null;
  /** Why it is not known, or what it lacks; empty where nothing is. */
  readonly reason: string;
};

/** A measure at two instants. */
export type ComparedFigure = {
  readonly measure: MeasureId;
  readonly before: ComparedValue;
  readonly after: ComparedValue;
  /** After − before; null where either is not known. */
  readonly change: number | null;
};

export type ComparedAccount = {
  readonly account: MarginAccountId;
  readonly name: string;
  readonly venue: Venue;
  /** Null where it is not known, or the account is not in the book of then. Without memory of a level before. */
  readonly levels: { readonly before: Level | null; readonly after: Level | null };
  readonly figures: readonly ComparedFigure[];
};

export type ComparedUnderlying = {
  readonly underlying: Asset;
  /** Net Greeks; 0 where nothing of it was held. */
  readonly figures: readonly ComparedFigure[];
};

/** Two snapshots of one store side by side. */
export type Comparison = {
  readonly from: Instant;
  readonly to: Instant;
  readonly book: readonly ComparedFigure[];
  readonly accounts: readonly ComparedAccount[];
  readonly underlyings: readonly ComparedUnderlying[];
};
