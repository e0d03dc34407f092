import type { Failure } from '../values/outcome.ts';

/** Ways to measure what a book could lose. */
export const riskMethods = [
  'filtered',
  'plain',
  'age-weighted',
  'cornish-fisher',
  'parametric',
  'delta-gamma',
  'copula',
] as const;

export type RiskMethod = (typeof riskMethods)[number];

/** VaR and expected shortfall of one method, tail and horizon; reporting currency, loss positive. */
export type MethodMeasure = {
  readonly method: RiskMethod;
  /** Days. */
  readonly horizon: number;
  /** Tail probability as decimal text. */
  readonly tail: string;
  readonly valueAtRisk: number;
  /** 95 % interval of the estimate; null where it has none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Null where it is known too badly to be shown: `note` says so. */
  readonly expectedShortfall: number | null;
  /** Null where the method has none. */
  readonly standardError: number | null;
  /** Day at the quantile; empty where no scenario stands behind the number. */
  readonly scenario: string;
  /** Outcomes that it rests on; 0 in closed form. */
  readonly outcomes: number;
  readonly note: string;
};

/** A part of the book: all of it, or what one venue, account or underlying holds. */
export type SliceName =
  | { readonly by: 'book' }
  | { readonly by: 'venue' | 'account' | 'underlying'; readonly of: string };

/** What a slice of the book could lose by every method. */
export type MethodReport = {
  readonly measures: readonly MethodMeasure[];
  /** Methods that give no number for this slice, and why. */
  readonly failed: readonly {
    readonly method: RiskMethod;
    readonly horizon: number;
    readonly failure: Failure;
  }[];
  /** What the numbers rest on: one sentence each. */
  readonly notes: readonly string[];
};
