import type { Asset, MarginAccountId } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Figures } from './figures.ts';

/** The nearest point of prices and volatility at which an account is called. */
type NearestCallWords = {
  /** Price ÷ price today of each asset that moves. */
  readonly prices: readonly { readonly asset: Asset; readonly factor: number }[];
  /** Volatility ÷ volatility today. */
  readonly volatility: number;
  /** In daily deviations of prices and tenths of volatility. */
  readonly distance: number;
};

type CallChances = {
  readonly chances: readonly {
    readonly horizon: string;
    readonly probability: number;
    readonly standardError: number;
  }[];
  /** Largest difference of the chances' shortcut to the full model, as a share of equity. */
  readonly error: number;
};

/** How near one account is to a call. */
export type CallOutlook = {
  readonly nearest: Outcome<NearestCallWords>;
  readonly chances: Outcome<CallChances>;
};

/** What the user wants of a proposal: every account at a ratio, or most margin freed. */
export type ProposalWish = { readonly goal: 'target' | 'release'; readonly target: number };

/** An account's figures; a ratio that has no number is beyond liquidation. */
export type ProposedFigures = {
  readonly equity: number;
  readonly initial: number;
  readonly ratio: number | null;
};

/** What to move, and what each account then holds and needs. */
export type Proposal = {
  /** Actions that are done together, in words. */
  readonly steps: readonly {
    readonly actions: readonly string[];
    readonly worstRatio: number | null;
  }[];
  readonly accounts: readonly {
    readonly account: MarginAccountId;
    readonly name: string;
    readonly before: ProposedFigures;
    readonly after: ProposedFigures;
  }[];
  /** Of all steps, reporting currency. */
  readonly cost: number;
  /** Costs that the user has not stated and that count as 0. */
  readonly unstated: readonly string[];
  /** Accounts left as they are, and why. */
  readonly excluded: readonly { readonly name: string; readonly reason: string }[];
};

/** What carrying a remedy out costs. */
export type RemedyCost = {
  /** Reporting currency, of the parts that are known; null where none is. */
  readonly amount: number | null;
  /** Parts that the user's costs do not tell. */
  readonly unknown: readonly string[];
  /** Until it takes effect; null where unknown. */
  readonly minutes: number | null;
  /** How the cost is known where it is not the user's own: sources, and the age of the price of gas. */
  readonly basis?: string;
};

/** One way to bring an account under its limit, its effect worked out by the account's own model. */
export type Remedy = {
  /** Collateral from elsewhere, a smaller position, a hedge, or a position moved elsewhere. */
  readonly kind: 'collateral' | 'reduce' | 'hedge' | 'move';
  /** In words: what is done, how much of it, and where. */
  readonly what: string;
  /** Units of the asset or contracts; the least that is enough, not rounded to lots. */
  readonly amount: number;
  /** Value of what is moved or traded, reporting currency. */
  readonly notional: number;
  readonly cost: RemedyCost;
  readonly after: Figures;
  readonly ratio: number;
  /** The other account that takes part, as it stands afterwards. */
  readonly other: {
    readonly account: MarginAccountId;
    readonly name: string;
    readonly after: Figures;
    readonly ratio: number;
  } | null;
};

/** Ways back under the limit, the cheapest first. */
export type Remedies = {
  /** Margin ratio that they bring the account down to. */
  readonly target: number;
  /** Costs that are known in full ascend; then come those with unknown parts, by notional. */
  readonly ranked: readonly Remedy[];
  /** What was not looked at, and why: one sentence each. */
  readonly notes: readonly string[];
};
