import { instant, type Instant } from '../values/units.ts';

/** What of the store's recordings is replayed; null: all that there is. */
export type ReplayOpen = {
  /** A feed's id: `deribit`. */
  readonly venue: string | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
};

/** Slowest and quickest: replayed time for each of real time. */
export const replaySpeeds: { readonly least: number; readonly most: number } = {
  least: 0.1,
  most: 100,
};

/** `speed` null: as fast as it can be computed. */
export type ReplayControl =
  | { readonly action: 'play'; readonly speed: number | null }
  | { readonly action: 'pause' }
  | { readonly action: 'seek'; readonly at: Instant }
  | { readonly action: 'close' };

/** @param at UTC milliseconds of the recording @throws RangeError where it is no number */
export const seekTo = (at: number): ReplayControl => ({ action: 'seek', at: instant(at) });

/** Where a replay stands. All times are those of the recording. */
export type ReplayState = {
  /** In words: what is replayed. */
  readonly source: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly at: Instant;
  /** Of the last play; null: as fast as it can be computed. */
  readonly speed: number | null;
  readonly playing: boolean;
  /** Parts of the recording that could not be played, and why. */
  readonly faults: readonly string[];
};

/** A stretch of what venues said that the store holds. */
export type RecordedRun = {
  readonly venue: string;
  /** Our clock. */
  readonly from: Instant;
  readonly to: Instant;
  readonly frames: number;
  /** As stored. */
  readonly bytes: number;
};
