import type { StressKind } from '../model/stress.ts';
import type { Level } from '../model/parameters.ts';
import type { Asset, MarginAccountId, Venue } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Figures } from './figures.ts';
import type { Total } from './snapshot.ts';

/** Where the move of an asset in a scenario comes from. */
type MoveOrigin = 'own history' | 'stated' | 'beta' | 'all alike' | 'at par' | 'stays';

export type AssetMove = {
  readonly asset: Asset;
  /** Relative. */
  readonly move: number;
  readonly origin: MoveOrigin;
  /** Beta and its asset, or why the asset stays. */
  readonly note: string;
};

/** One margin account after a scenario. */
export type StressedAccount = {
  readonly account: MarginAccountId;
  readonly name: string;
  readonly venue: Venue;
  readonly before: Outcome<Figures>;
  readonly after: Outcome<Figures>;
  /** Maintenance margin ÷ equity; a failure `limit-exceeded` where no equity is left. */
  readonly ratioBefore: Outcome<number>;
  readonly ratioAfter: Outcome<number>;
  /** Change of equity, reporting currency. */
  readonly change: Outcome<number>;
  /** Lost with its venue, or the warning level that its figures would have. */
  readonly state: 'lost' | Level | 'unknown';
};

export type StressResult = {
  readonly id: string;
  readonly name: string;
  readonly kind: StressKind;
  readonly source: string;
  readonly note: string;
  readonly moves: readonly AssetMove[];
  readonly volatility: number;
  /** Change of equity of all accounts. */
  readonly change: Total;
  readonly accounts: readonly StressedAccount[];
};

/** The nearest state in which something is exhausted. */
export type ReverseStress = {
  /** What is exhausted: an account, or all of them together. */
  readonly name: string;
  readonly account: MarginAccountId | null;
  readonly until: 'liquidation' | 'exhaustion';
  readonly found: Outcome<{
    readonly moves: readonly { readonly asset: Asset; readonly move: number }[];
    /** Mahalanobis distance in daily moves of today's volatility and correlation. */
    readonly distance: number;
    /** Joint days of the history, at today's volatility, that were at least as far, and of how many. */
    readonly days: number;
    readonly ofDays: number;
    /** Assets that stay for lack of history. */
    readonly still: readonly Asset[];
  }>;
};

/** A shock of one asset, and the assumptions of a cascade. */
export type CascadeQuestion = {
  readonly asset: Asset;
  /** Relative, above −1. */
  readonly move: number;
  /** Units worth so much today, reporting currency, move a price by a factor e when sold at once; positive. */
  readonly depth: number;
  /** Share of what is closed. */
  readonly fee: number;
};

export type CascadeStep = {
  /** Names of the accounts that are liquidated. */
  readonly accounts: readonly string[];
  /** Net units sold (bought negative) of each underlying and the move that makes, relative. */
  readonly sold: readonly {
    readonly asset: Asset;
    readonly units: number;
    readonly move: number;
  }[];
  /** Reporting currency. */
  readonly shortfall: number;
};

/** Liquidations that move the prices that liquidate. */
export type CascadeResult = {
  readonly shock: readonly AssetMove[];
  readonly steps: readonly CascadeStep[];
  readonly final: readonly { readonly asset: Asset; readonly move: number }[];
  readonly shortfall: number;
  readonly unknown: readonly string[];
};

/** How one account's losses go with those of the book. */
type SystemicAccount = {
  readonly account: MarginAccountId;
  readonly name: string;
  /** Mean loss on the worst days of the book, loss positive, reporting currency. */
  readonly onBadDays: number;
  /** By how much the book's loss at the tail grows when the account is at its own rather than at its median. */
  readonly deltaConditional: number;
};

export type SystemicReport = {
  readonly days: number;
  readonly tail: string;
  readonly accounts: readonly SystemicAccount[];
  /** Share of the variance of all assets that the first fifth of factors carries. */
  readonly absorption: Outcome<{
    readonly ratio: number;
    readonly factors: number;
    readonly assets: number;
  }>;
};

export type StressReport = {
  readonly scenarios: readonly StressResult[];
  readonly reverse: Outcome<readonly ReverseStress[]>;
  readonly systemic: Outcome<SystemicReport>;
};
