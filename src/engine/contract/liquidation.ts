import type { Asset, MarginAccountId } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Figures } from './figures.ts';

/** One step of a liquidation, and how the account stands after it. */
export type LiquidationStep = {
  readonly symbol: string;
  /** Contracts that are closed, positive. */
  readonly contracts: number;
  /** An order in the market, or the whole position to the venue at the price that leaves nothing. */
  readonly how: 'market' | 'takeover';
  /** In the instrument's price unit; null where no positive price leaves nothing. */
  readonly price: number | null;
  /** Reporting currency. */
  readonly slippage: number;
  readonly fee: number;
  readonly after: Figures;
};

/** A liquidation step by step at standing prices. */
export type LiquidationRun = {
  /** By the venue's own published procedure, or by a generic one that is an estimate. */
  readonly by: 'published' | 'estimate';
  /** Where the procedure was published; empty where none is known. */
  readonly source: string;
  /** What is assumed or not published: one sentence each. */
  readonly notes: readonly string[];
  readonly before: Figures;
  /** Maintenance margin ÷ equity below which it ends. */
  readonly ends: number;
  readonly steps: readonly LiquidationStep[];
  readonly outcome: 'whole' | 'empty' | 'unfinished';
  readonly left: readonly { readonly symbol: string; readonly contracts: number }[];
  /** What the insurance fund receives at a takeover, or pays where negative, reporting currency. */
  readonly toFund: number;
};

/** A position's place in the queue for deleveraging. */
export type DeleveragingRank = {
  readonly account: MarginAccountId;
  readonly name: string;
  readonly symbol: string;
  /** Unrealised P&L ÷ value at entry. */
  readonly profit: number;
  /** Notional ÷ the account's equity. */
  readonly leverage: number;
  /** profit × leverage: the highest is reduced first. */
  readonly score: number;
};

/** What a liquidation would leave of an account, from where it is called. */
export type LiquidationOutlook = {
  /** Moves to where it begins; none where the account is called as it stands. */
  readonly prices: readonly { readonly asset: Asset; readonly factor: number }[];
  readonly volatility: number;
  readonly run: Outcome<LiquidationRun>;
  /** Positions of the book at the same venue, in the order in which they would be deleveraged. */
  readonly deleveraging: readonly DeleveragingRank[];
};
