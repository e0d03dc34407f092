import type { Outcome } from '../values/outcome.ts';

/** What a requirement is held against. */
export type Cover = 'initial' | 'maintenance' | 'house need';

/** How often a requirement covered the loss that followed. */
export type CoveredShare = {
  readonly cover: Cover;
  /** Days over which the loss is taken. */
  readonly horizon: number;
  /** Windows: over several days they overlap. */
  readonly windows: number;
  readonly covered: number;
  /** Of windows that do not overlap: share and exact 95 % interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** The largest loss beyond the requirement; null where all were covered. Reporting currency. */
  readonly worst: { readonly day: string; readonly loss: number; readonly required: number } | null;
};

/** Swings of a requirement of constant positions; ratios. */
export type Swings = {
  readonly of: 'initial' | 'initial per notional' | 'house need';
  readonly swings: Outcome<{
    readonly peakToTrough: number;
    /** Largest rise over so many evaluations. */
    readonly rises: readonly { readonly over: number; readonly ratio: number }[];
  }>;
};

/** An account's requirement at the prices of past days, and the loss that followed each. */
export type MarginBacktest = {
  /** Days of evaluation whose next day is known, oldest first. */
  readonly days: readonly string[];
  /** Joint days between evaluations. */
  readonly every: number;
  /** By the venue's model at the prices of the day, [day]; reporting currency. */
  readonly initial: Float64Array;
  readonly maintenance: Float64Array;
  /** Of the positions over the next day, [day], gain positive. */
  readonly pnl: Float64Array;
  readonly shares: readonly CoveredShare[];
  readonly swings: readonly Swings[];
  /** What the numbers rest on: one sentence each. */
  readonly notes: readonly string[];
};
