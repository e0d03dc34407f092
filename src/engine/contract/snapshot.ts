import type { MarginModelId, MarginMode, StatedFigure } from '../model/book.ts';
import type { Level } from '../model/parameters.ts';
import type { Asset, InstrumentId, MarginAccountId, Venue } from '../values/ids.ts';
import type { Failure, Outcome } from '../values/outcome.ts';
import type { Amount, Instant, Price, Quantity, Ratio } from '../values/units.ts';
import type { MarginNode } from './margin-node.ts';

/**
 * A total and the parts it lacks: with `lacking` not empty the amount is incomplete, and says so. Null where
 * something is lacking and no part is known: that is not 0.
 */
export type Total = {
  readonly amount: Amount | null;
  readonly lacking: readonly Failure[];
};

/** Sensitivities in the reporting currency, summed over what the row holds. */
export type Sensitivities = {
  /** Change per +100 % of the underlying, first order: the value of the equivalent spot holding. */
  readonly delta: number;
  /** Change of `delta` per +1 % of the underlying. */
  readonly gamma: number;
  /** Change per +1 volatility point (0.01). */
  readonly vega: number;
  /** Change over the next day with nothing else moving. */
  readonly theta: number;
};

/** One row of the exposure tree: underlying > expiry > margin account > instrument. */
export type ExposureRow = {
  /** Path of the row, unique: `BTC`, `BTC/1766736000000`, `…/DERIBIT:main`, `…/<instrument id>`. */
  readonly id: string;
  readonly parent: string | null;
  readonly depth: number;
  readonly kind: 'underlying' | 'expiry' | 'account' | 'instrument';
  readonly label: string;
  readonly underlying: Asset;
  readonly expiry: Instant | null;
  readonly venue: Venue | null;
  readonly account: MarginAccountId | null;
  readonly instrument: InstrumentId | null;
  /** Contracts, leaf rows only. */
  readonly quantity: Quantity | null;
  /** The venue's mark, leaf rows only, in `markUnit`. */
  readonly mark: Price | null;
  readonly markUnit: Asset | null;
  /** Sum of |delta| of the leaves: what it would be if nothing netted. */
  readonly gross: number;
  readonly sensitivities: Sensitivities;
  /** |quantity| × multiplier × price, reporting currency. */
  readonly notional: number;
  /** Unrealised P&L against entry; lacking entries are listed, not counted as 0. */
  readonly pnl: Total;
  /** Age of the oldest price used, milliseconds; null where it follows from none. */
  readonly age: number | null;
  readonly stale: boolean;
};

/** A position or row that no figure includes, and why. */
export type NotIncluded = {
  readonly what: string;
  readonly account: MarginAccountId | null;
  readonly quantity: Quantity | null;
  readonly failure: Failure;
  readonly source: string;
};

/** Initial and maintenance requirement under one way of margining. */
export type Requirement = {
  readonly initial: Outcome<MarginNode>;
  readonly maintenance: Outcome<MarginNode>;
};

/** The four ways to margin the same account, side by side. Never added together. */
export type Alternatives = {
  readonly isolated: Requirement;
  readonly cross: Requirement;
  readonly portfolio: Requirement;
  /** The house's own view: expected shortfall of the account's netted book. */
  readonly house: Requirement;
};

/** Where the margin ratio reaches 1 as one underlying moves, all else equal. */
export type Liquidation = {
  readonly underlying: Asset;
  /** Present price of the underlying, reporting currency. */
  readonly price: Price;
  /** Prices below and above at which maintenance margin meets equity; null where there is none. */
  readonly below: Price | null;
  readonly above: Price | null;
  /** Prices at which equity is zero. */
  readonly bankruptBelow: Price | null;
  readonly bankruptAbove: Price | null;
  /** Smaller of the two distances as a fraction of the present price; null where there is none. */
  readonly distance: Ratio | null;
};

export type AccountMargin = {
  readonly account: MarginAccountId;
  readonly name: string;
  readonly venue: Venue;
  readonly mode: MarginMode;
  readonly model: MarginModelId;
  readonly modelName: string;
  /** First day and source of the parameter edition used; empty where the model has none. */
  readonly edition: string;
  readonly equity: Outcome<MarginNode>;
  /** As the venue will demand it. */
  readonly requirement: Requirement;
  /** Maintenance margin ÷ equity; 1 is liquidation. */
  readonly marginRatio: Outcome<Ratio>;
  /** Equity − initial margin. */
  readonly available: Outcome<Amount>;
  readonly level: Level;
  readonly alternatives: Alternatives;
  readonly liquidations: readonly Liquidation[];
  /** What the venue's own files state, beside ours. */
  readonly stated: readonly StatedFigure[];
  readonly positions: number;
};

/** A level reached by a margin account, or a fault of the data, with its cause. */
export type Warning = {
  /** Stable while the cause lasts: `margin|DERIBIT:main`. */
  readonly id: string;
  readonly level: Exclude<Level, 'ok'>;
  readonly account: MarginAccountId | null;
  readonly title: string;
  /** Why: the figures that led to it, in words. */
  readonly cause: string;
  /** What would bring the account back under the limit. */
  readonly remedy: string;
  /** Amount missing to be back under the limit, reporting currency; null where unknown. */
  readonly shortfall: Amount | null;
};

/** VaR or expected shortfall of a P&L column, with what it rests on. */
export type RiskMeasure = {
  /** Loss positive, reporting currency. */
  readonly value: Amount;
  /** Tail probability as decimal text. */
  readonly tail: string;
  /** Number of equally likely outcomes. */
  readonly outcomes: number;
  /** 95 % interval of the order statistic (VaR) or ± 1.96 standard errors (ES); null is unbounded. */
  readonly low: Amount | null;
  readonly high: Amount | null;
  /** Label of the scenario at the quantile. */
  readonly scenario: string;
};

/** A part's share of the book's expected shortfall; the parts sum to the whole. */
export type Contribution = {
  readonly label: string;
  readonly amount: Amount;
  /** Expected shortfall less that of the book without the part: these do not sum to the whole. */
  readonly incremental: Amount;
};

export type Correlation = {
  readonly model: 'sample' | 'ewma';
  /** In order of similarity (average linkage, optimal leaf order). */
  readonly assets: readonly Asset[];
  /** Row-major [asset × asset]. */
  readonly matrix: Float64Array;
  /** Joint returns behind the matrix. */
  readonly observations: number;
  /** Merges of the dendrogram: pairs of node numbers, leaves 0…n−1, then n, n+1, … */
  readonly merges: readonly {
    readonly left: number;
    readonly right: number;
    readonly height: number;
  }[];
};

export type Risk = {
  readonly method: string;
  readonly valueAtRisk: RiskMeasure;
  readonly expectedShortfall: RiskMeasure;
  /** The house requirement's measure. */
  readonly houseShortfall: RiskMeasure;
  /** P&L of the netted book per scenario, gain positive, in the order of `scenarios`. */
  readonly pnl: Float64Array;
  /** Label of each scenario: the day whose returns it repeats. */
  readonly scenarios: readonly string[];
  readonly byUnderlying: readonly Contribution[];
  readonly byAccount: readonly Contribution[];
  readonly byVenue: readonly Contribution[];
  readonly correlations: readonly Correlation[];
  /** Days used, days dropped and why, proxies: one sentence each. */
  readonly notes: readonly string[];
};

/** P&L of the netted book when every underlying moves alike: rows are volatility, columns price. */
export type Surface = {
  readonly priceShifts: readonly number[];
  readonly volatilityShifts: readonly number[];
  /** Row-major [volatility × price], reporting currency, gain positive. */
  readonly pnl: Float64Array;
  /** `all`, or the one underlying that moves. */
  readonly scope: string;
};

/** What the netted book needs beside what the venues demand. Never added together. */
export type HouseView = {
  readonly venuesInitial: Total;
  readonly venuesMaintenance: Total;
  readonly house: Outcome<MarginNode>;
  /**
   * Venues' initial demand − house need, lacking what either lacks; null where there is no house need.
   */
  readonly saving: Total | null;
  /** What the saving is made of, as a sum; null where there is none. */
  readonly steps: MarginNode | null;
};

export type Overview = {
  readonly equity: Total;
  readonly initialMargin: Total;
  readonly maintenanceMargin: Total;
  /** The worst account's. */
  readonly marginRatio: Outcome<Ratio>;
  readonly worstAccount: MarginAccountId | null;
  /** Of the whole netted book; the pinned total of the exposure grid. */
  readonly sensitivities: Sensitivities;
  /** Sum of |delta| of all leaves, and of their notionals. */
  readonly gross: number;
  readonly notional: number;
  readonly pnl: Total;
  readonly worstStress: { readonly label: string; readonly pnl: Amount } | null;
  readonly oldestPrice: Instant | null;
  readonly stalePrices: number;
};

/**
 * As of when those parts were computed that may be older than their snapshot. In a run of the whole
 * book each is its `asOf`.
 */
export type PartsAsOf = {
  /**
   * Contracts that no price touched since: their time to expiry, and with it their value, is as of then.
   * The oldest of them.
   */
  readonly untouched: Instant;
  /** Liquidation prices of the accounts, the oldest. */
  readonly liquidations: Instant;
};

/** Everything the window shows, as of one instant. */
export type RiskSnapshot = {
  readonly asOf: Instant;
  readonly partsAsOf: PartsAsOf;
  readonly reporting: Asset;
  readonly synthetic: boolean;
  readonly overview: Overview;
  readonly exposures: readonly ExposureRow[];
  readonly notIncluded: readonly NotIncluded[];
  readonly accounts: readonly AccountMargin[];
  readonly houseView: HouseView;
  readonly risk: Outcome<Risk>;
  readonly surfaces: readonly Surface[];
  readonly warnings: readonly Warning[];
};
