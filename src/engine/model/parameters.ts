import type { Asset, MarginAccountId, Venue } from '../values/ids.ts';
import type { Failure } from '../values/outcome.ts';
import type { Ratio } from '../values/units.ts';
import type { StressScenario } from './stress.ts';
import type { CollateralTerms } from './collateral-terms.ts';
import type { HousePolicy } from './house-policy.ts';
import type { LiquidationNumbers } from './liquidation-numbers.ts';
import type { MoveCosts } from './move-costs.ts';
import type {
  CollateralNumbers,
  PortfolioNumbers,
  StandardNumbers,
  TieredNumbers,
} from './margin-numbers.ts';
import type {
  BinancePortfolioNumbers,
  BybitPortfolioNumbers,
  OkxPortfolioNumbers,
} from './portfolio-numbers.ts';

/** The kinds of margin numbers and their shapes. */
export type EditionNumbers = {
  readonly tiered: TieredNumbers;
  readonly 'deribit-sm': StandardNumbers;
  readonly 'deribit-pm': PortfolioNumbers;
  readonly collateral: CollateralNumbers;
  readonly liquidation: LiquidationNumbers;
  readonly 'okx-pm': OkxPortfolioNumbers;
  readonly 'bybit-pm': BybitPortfolioNumbers;
  readonly 'binance-pm': BinancePortfolioNumbers;
};

/** One dated edition of one kind of a venue's margin numbers. */
export type EditionOf<M extends keyof EditionNumbers> = {
  readonly venue: Venue;
  readonly model: M;
  /** First day in force, ISO 8601, UTC. */
  readonly from: string;
  /** Where the numbers were published. */
  readonly source: string;
  /** `published`, or `third-party` where only somebody's copy was found. */
  readonly standing: 'published' | 'third-party';
  readonly numbers: EditionNumbers[M];
};

/**
 * An edition as read from `resources/margin/<venue>/`. Several may be in force at once: a number
 * is looked up in the newest that has it, among equals in the first of the list.
 */
export type MarginEdition = { [M in keyof EditionNumbers]: EditionOf<M> }[keyof EditionNumbers];

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
  /** Assets held to be worth one unit of the reporting currency where no price is known: cash, not exposure. */
  readonly pegged: readonly Asset[];
  readonly editions: readonly MarginEdition[];
  /** Of documents such as editions and scenarios that could not be read: told as warnings. */
  readonly faults: readonly Failure[];
  readonly limits: WarningLimits;
  readonly measures: MeasureSettings;
  readonly house: HousePolicy;
  /** Of moving collateral and of trading, as far as the user stated them. */
  readonly costs: MoveCosts;
  /** The house's own, beside each venue's haircuts. */
  readonly collateralTerms: CollateralTerms;
  /** The user's own scenarios, then those of the library that they do not replace. */
  readonly stress: readonly StressScenario[];
  /** A quote older than this is stale, in milliseconds. */
  readonly staleAfter: number;
  /** Warning level each margin account had in the last run, for hysteresis. */
  readonly lastLevels: ReadonlyMap<MarginAccountId, Level>;
};

/** How near a margin account is to a call, mildest first. */
export type Level = 'ok' | 'watch' | 'call' | 'liquidation';
