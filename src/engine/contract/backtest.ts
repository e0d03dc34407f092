import type { Outcome } from '../values/outcome.ts';

/** Forecasts that a back-test holds against what came. */
export const backtestMethods = ['filtered', 'plain'] as const;

export type BacktestMethod = (typeof backtestMethods)[number];

/** Today's book held on every past day, or the book that the store's dated positions show. */
export type BacktestBook = 'today' | 'dated';

/** Chance that a test rejects, if the world is so. */
type Power = { readonly against: string; readonly power: number };

/** A test of one method's forecasts. */
export type BacktestTest = {
  readonly name:
    | 'kupiec'
    | 'independence'
    | 'conditional'
    | 'traffic-light'
    | 'shortfall-z1'
    | 'shortfall-z2';
  /** Likelihood ratio, number of exceptions, or Z; null where the sample gives none. */
  readonly statistic: number | null;
  /** Of something so bad or worse if the forecasts are right; null where there is no statistic. */
  readonly pValue: number | null;
  /** At 5 %; null where the sample gives no answer. */
  readonly rejects: boolean | null;
  /** At this number of days; the first is that of rejecting right forecasts. */
  readonly power: readonly Power[];
};

/** One method's forecasts and how they did. Columns are [day]; reporting currency, loss positive. */
export type BacktestedMethod = {
  readonly method: BacktestMethod;
  readonly valueAtRisk: Float64Array;
  readonly expectedShortfall: Float64Array;
  /** Places of the days that lost more than their VaR. */
  readonly exceptions: readonly number[];
  /** As many as a right forecast has on average. */
  readonly expected: number;
  readonly zone: 'green' | 'yellow' | 'red';
  readonly tests: readonly BacktestTest[];
  /** Mean Fissler-Ziegel score of VaR and shortfall at the tail of the shortfall; the smaller the better. */
  readonly score: Outcome<number>;
};

/** How a slice's risk forecasts did on past days. */
export type BacktestReport = {
  readonly book: BacktestBook;
  /** Tail probabilities as decimal texts. */
  readonly varTail: string;
  readonly shortfallTail: string;
  /** Days on which the P&L came, oldest first; each was forecast at the close of the day before. */
  readonly days: readonly string[];
  /** P&L by full revaluation, [day], gain positive. */
  readonly pnl: Float64Array;
  readonly methods: readonly BacktestedMethod[];
  /** Whether the first method's scores differ from the second's. */
  readonly duel: Outcome<{
    readonly better: BacktestMethod;
    readonly statistic: number;
    readonly pValue: number;
  }>;
  /** Simulated histories behind the powers and the p-values of the shortfall tests. */
  readonly draws: number;
  /** Largest error of the forecasts' interpolated revaluation on days that came, as a share of the mean VaR. */
  readonly interpolation: number;
  /** What the numbers rest on: one sentence each. */
  readonly notes: readonly string[];
};
