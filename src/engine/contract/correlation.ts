import type { Asset } from '../values/ids.ts';

/** Ways to estimate how returns move together. */
export const correlationModels = [
  'sample',
  'ewma',
  'pairwise',
  'shrunk-to-constant-correlation',
  'shrunk-to-identity',
  'shrunk-nonlinearly',
  'shrunk-by-oracle',
  'shrunk-by-quadratic-inverse',
  'dynamic',
] as const;

export type CorrelationModel = (typeof correlationModels)[number];

/** Windows that are offered, in joint returns. */
export const correlationWindows = [60, 125, 250, 500, 1_000] as const;

/** A model over the newest returns, so many of them; null is the number that risk is measured on. */
export type CorrelationChoice = {
  readonly model: CorrelationModel;
  readonly window: number | null;
};

/** What made a matrix a correlation matrix where the estimate was none. */
export type Repair = {
  /** Least eigenvalue before, below 0. */
  readonly least: number;
  /** Frobenius norm of what was changed. */
  readonly distance: number;
  /** Largest change of one correlation, and whose it is. */
  readonly largest: number;
  readonly pair: readonly [Asset, Asset];
};

/** An estimate of all correlations with what it rests on. */
export type CorrelationAnswer = {
  readonly choice: CorrelationChoice;
  /** In order of similarity (average linkage, optimal leaf order). */
  readonly assets: readonly Asset[];
  /** Row-major [asset × asset], unit diagonal, no eigenvalue below −1e-10. */
  readonly matrix: Float64Array;
  /** 95 % interval of each correlation, row-major [asset × asset]. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** 1 where the interval leaves 0 out, else 0, row-major [asset × asset]. */
  readonly significant: Float64Array;
  /** Days that each pair's interval counts, row-major [asset × asset]. */
  readonly days: Float64Array;
  /** Pairs of different assets, and those of them whose interval leaves 0 out. */
  readonly pairs: number;
  readonly significantPairs: number;
  /** Merges of the dendrogram: leaves 0…n−1 as in `assets`, then n, n+1, … */
  readonly merges: readonly {
    readonly left: number;
    readonly right: number;
    readonly height: number;
  }[];
  /** Joint returns behind it; of a pairwise estimate those of the pair with most. */
  readonly observations: number;
  /** First and last day of the returns, ISO. */
  readonly from: string;
  readonly to: string;
  /** Days that the weights are worth; the least over the pairs. */
  readonly effectiveDays: number;
  /** Weight of the shrinkage target; null where the model has none. */
  readonly intensity: number | null;
  /** Weights of yesterday's product and of yesterday's state; null but for the dynamic model. */
  readonly dynamics: { readonly news: number; readonly memory: number } | null;
  readonly leastEigenvalue: number;
  readonly repair: Repair | null;
  readonly excluded: readonly { readonly asset: Asset; readonly reason: string }[];
  /** What the numbers rest on: one sentence each. */
  readonly notes: readonly string[];
};

/** One estimate less another, on the assets that both have. */
export type CorrelationDifference = {
  readonly assets: readonly Asset[];
  /** First less second, row-major [asset × asset]. */
  readonly matrix: Float64Array;
  /** 1 where the two intervals do not meet, else 0, row-major [asset × asset]. */
  readonly apart: Float64Array;
  readonly apartPairs: number;
  readonly largest: number;
  readonly pair: readonly [Asset, Asset] | null;
};

export type CorrelationComparison = {
  readonly first: CorrelationAnswer;
  readonly second: CorrelationAnswer | null;
  readonly difference: CorrelationDifference | null;
};

/** How two assets moved together, day by day. */
export type PairAnswer = {
  readonly pair: readonly [Asset, Asset];
  readonly correlation: number;
  readonly low: number;
  readonly high: number;
  /** Day that each return ends on, ISO, oldest first. */
  readonly days: readonly string[];
  /** Log returns, [day]. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Correlations over the days up to each one, from the `window`-th on. */
  readonly rolling: {
    readonly window: number;
    readonly days: readonly string[];
    readonly values: Float64Array;
    readonly low: Float64Array;
    readonly high: Float64Array;
  };
  readonly tails: readonly TailDependence[];
  /** What a history is filled in with, one sentence each. */
  readonly notes: readonly string[];
};

/** How often both are in their own tail on one day, of the days that one of them is. */
export type TailDependence = {
  readonly side: 'lower' | 'upper';
  /** Fraction of days in each tail. */
  readonly tail: number;
  readonly share: number;
  /** 95 % interval of the share. */
  readonly low: number;
  readonly high: number;
  /** Days in each tail, and days in both. */
  readonly days: number;
  readonly both: number;
  /** The share that a normal copula of the same correlation has. */
  readonly normal: number;
};

/** What is done to correlations, in this order. */
export type CorrelationEdit =
  | { readonly is: 'pair'; readonly pair: readonly [string, string]; readonly to: number }
  /** Off-diagonal correlations times a factor, among some assets; null is all. */
  | { readonly is: 'multiply'; readonly by: number; readonly among: readonly string[] | null }
  /** Part of the way to one, or to none at all: strength 1 is all of it. */
  | {
      readonly is: 'all-to-one' | 'decorrelate';
      readonly strength: number;
      readonly among: readonly string[] | null;
    }
  /** Part of the way to those of a stretch of history, ISO days. */
  | {
      readonly is: 'as-in';
      readonly from: string;
      readonly to: string;
      readonly strength: number;
    };

/** Edits that the user is trying out; they never change a headline figure. */
export type CorrelationDraft = { readonly edits: readonly CorrelationEdit[] };

/** A figure now and under other correlations; reporting currency, loss positive. */
export type Shifted = { readonly now: number; readonly under: number };

/** A figure of today's scenarios and of a stretch of history. */
type NowAndPast = { readonly now: number; readonly past: number };

/** The book under edited correlations. */
export type CorrelationWhatIf = {
  /** In order of similarity as they are now. */
  readonly assets: readonly Asset[];
  /** Of the scenarios that risk is measured on; as the edits ask; and the nearest correlation matrix. */
  readonly now: Float64Array;
  readonly asked: Float64Array;
  readonly used: Float64Array;
  /** Null where what the edits ask is a correlation matrix as it is. */
  readonly repair: Repair | null;
  readonly expectedShortfall: Shifted;
  /** Expected shortfall at the house's tail, on which the need is built. */
  readonly houseShortfall: Shifted;
  readonly need: Shifted;
  readonly notes: readonly string[];
};

/** The book at one place between decorrelated and all-to-one. */
export type MultiplierPoint = {
  /** 0 none, 1 as they are, 2 all one; between them in proportion. */
  readonly multiplier: number;
  readonly expectedShortfall: number;
  /** Expected shortfall at the house's tail, on which the need is built. */
  readonly houseShortfall: number;
  readonly need: number;
};

/** A stretch of history in which two assets' positions of today offset each other least. */
export type WorstWindow = {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Tail probability of both shortfalls, past and now. */
  readonly tail: string;
  readonly correlation: NowAndPast;
  /** Shortfall of both together, and of the two added up, in plain history and now. */
  readonly together: NowAndPast;
  readonly apart: NowAndPast;
  /** Together ÷ apart: 1 is no offset at all; null where the two lose nothing apart now. */
  readonly shared: { readonly now: number | null; readonly past: number };
  /** Largest fall of the pair's running P&L within the stretch, and that of its larger leg alone. */
  readonly drawdown: number;
  readonly drawdownAlone: number;
};

/** What holding two underlyings together takes off the need; reporting currency. */
export type PairWorth = {
  readonly pair: readonly [Asset, Asset];
  /** `hedge`: both together lose less than the larger alone. */
  readonly kind: 'hedge' | 'diversification';
  /** Correlation of the scenarios' normal scores. */
  readonly correlation: number;
  /** Expected shortfall of each alone and of both together. */
  readonly alone: readonly [number, number];
  readonly together: number;
  /** The two alone less both together. */
  readonly worth: number;
  /** The larger alone less both together: what the smaller leg takes off; below 0 it adds. */
  readonly hedgeWorth: number;
  /** Where the hedge (or, of a diversification, the worth) ends; null: nowhere, `note` says what is left. */
  readonly breakEven: number | null;
  /** Correlation at which the pair loses most, and the worth there. */
  readonly adverse: number;
  readonly worthAtAdverse: number;
  /** The whole book when this pair alone is decorrelated, less now. */
  readonly relies: {
    readonly expectedShortfall: number;
    readonly houseShortfall: number;
    readonly need: number;
  };
  readonly worstWindow: WorstWindow | null;
  readonly note: string;
};

/** What the correlations are worth on the book. */
export type CorrelationWorth = {
  /** Tail probabilities of the expected shortfall and of the house need. */
  readonly tail: string;
  readonly houseTail: string;
  readonly outcomes: number;
  readonly curve: readonly MultiplierPoint[];
  /** The largest worth first. */
  readonly pairs: readonly PairWorth[];
  /** Pairs of less worth that are not worked out. */
  readonly furtherPairs: number;
  readonly notes: readonly string[];
};
