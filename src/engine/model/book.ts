import type { Asset, InstrumentId, MarginAccountId, Venue } from '../values/ids.ts';
import type { Failure } from '../values/outcome.ts';
import type { Instant, Price, Quantity } from '../values/units.ts';
import type { Instrument } from './instrument.ts';

export type MarginMode = 'cross' | 'isolated';

/** Code names of the margin models of accounts; `engine/margin/models.ts` maps each to its function. */
export const marginModelIds = [
  'deribit-sm',
  'deribit-pm',
  'okx-pm',
  'bybit-pm',
  'binance-pm',
  'tiered-cross',
  'tiered-isolated',
  'stated',
] as const;

export type MarginModelId = (typeof marginModelIds)[number];

/** The pool that is margined together at a venue: an account, subaccount or isolated position. */
export type MarginAccount = {
  readonly id: MarginAccountId;
  readonly venue: Venue;
  /** The account's name at the venue, or as the user called it on import. */
  readonly name: string;
  readonly mode: MarginMode;
  readonly model: MarginModelId;
  /** Figures the venue stated in its own files, shown beside ours; empty if none. */
  readonly stated: readonly StatedFigure[];
};

/** A margin figure that the venue itself gave, in `asset`, as of `at`. */
export type StatedFigure = {
  readonly name: 'equity' | 'initialMargin' | 'maintenanceMargin';
  readonly asset: Asset;
  readonly value: number;
  readonly at: Instant;
  readonly source: string;
};

/** Signed quantity of one instrument in one margin account. */
export type Position = {
  /** Stable within a book: `<margin account>|<instrument>[|<side>]`. */
  readonly id: string;
  readonly account: MarginAccountId;
  readonly instrument: InstrumentId;
  /** Contracts, long positive. */
  readonly quantity: Quantity;
  /** Average entry in the instrument's price unit; null where the file has none. */
  readonly entryPrice: Price | null;
  /** Leverage the user chose at the venue: initial rate = 1 ÷ leverage. Null where not stated. */
  readonly leverage: number | null;
  /** Where the quantity comes from: `file.csv line 7`, or a replayed ledger. */
  readonly source: string;
};

/** Asset balance that supports a margin account, before unrealised P&L; negative is borrowed. */
export type Collateral = {
  readonly account: MarginAccountId;
  readonly asset: Asset;
  readonly balance: number;
  readonly at: Instant;
  readonly source: string;
};

/** All that is held, as of one instant. Every `instrument` of a position is in `instruments`. */
export type Book = {
  readonly accounts: readonly MarginAccount[];
  readonly instruments: readonly Instrument[];
  readonly positions: readonly Position[];
  readonly collateral: readonly Collateral[];
  /** Rows of the source files that could not become positions, each with its reason. */
  readonly failures: readonly Failure[];
  /** True while any of it is Crossguard's own sample data: shown on every screen. */
  readonly synthetic: boolean;
};
