import type { Asset, MarginAccountId, Venue } from '../values/ids.ts';
import type { Ratio } from '../values/units.ts';

/**
 * One dated edition of a venue's margin numbers, as read from `resources/margin/<venue>/<from>.json`.
 * `numbers` belongs to the model named by `model`, which parses it (see `engine/margin`).
 */
export type MarginEdition = {
  readonly venue: Venue;
  readonly model: string;
  /** First day in force, ISO 8601, UTC. */
  readonly from: string;
  /** Where the numbers were published. */
  readonly source: string;
  /** `published`, or `third-party` where only somebody's copy was found. */
  readonly standing: 'published' | 'third-party';
  readonly numbers: unknown;
};

/** Margin ratios at which the three warning levels begin, and the hysteresis on the way back. */
export type WarningLimits = {
  readonly watch: Ratio;
  readonly call: Ratio;
  readonly liquidation: Ratio;
  /** A level is left only when the ratio is this much below its limit. */
  readonly hysteresis: Ratio;
};

/** How risk is measured in one run. Confidences are decimal texts so that no binary rounding picks a rank. */
export type MeasureSettings = {
  /** Tail probability of VaR as decimal text: `"0.01"` is 99 %. */
  readonly varTail: string;
  /** Tail probability of expected shortfall: `"0.025"` is 97.5 %. */
  readonly shortfallTail: string;
  /** Tail probability of the house requirement. */
  readonly houseTail: string;
  /** Longest number of joint daily returns used. */
  readonly lookback: number;
  /** Fewest joint returns below which no measure is shown. */
  readonly fewest: number;
  /** `plain`: returns as they were. `filtered`: scaled to today's volatility (FHS). */
  readonly history: 'plain' | 'filtered';
  /** EWMA decay of volatility and correlation, per day. */
  readonly decay: Ratio;
};

export type Parameters = {
  readonly reporting: Asset;
  readonly editions: readonly MarginEdition[];
  readonly limits: WarningLimits;
  readonly measures: MeasureSettings;
  /** A quote older than this is stale, in milliseconds. */
  readonly staleAfter: number;
  /** Warning level each margin account had in the last run, for hysteresis. */
  readonly lastLevels: ReadonlyMap<MarginAccountId, Level>;
};

/** How near a margin account is to a call, mildest first. */
export type Level = 'ok' | 'watch' | 'call' | 'liquidation';
