import type { Asset, MarginAccountId } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';

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
  /** Accounts left as they are, and why. */
  readonly excluded: readonly { readonly name: string; readonly reason: string }[];
};
