import type {
  BalanceItem,
  ContractItem,
  FigureItem,
  LedgerItem,
  PositionItem,
  QuoteItem,
} from '../imports/format.ts';
import type { Venue } from '../../engine/values/ids.ts';

/** An item as the store keeps it, with the place it was read from. */
export type Stored<T> = T & {
  readonly venue: Venue;
  /** `positions.json line 7`. */
  readonly source: string;
};

/** Everything the workstation builds a book and a market from. */
export type StoredBook = {
  readonly positions: readonly Stored<PositionItem>[];
  readonly balances: readonly Stored<BalanceItem>[];
  readonly figures: readonly Stored<FigureItem>[];
  readonly ledger: readonly Stored<LedgerItem>[];
  readonly contracts: readonly Stored<ContractItem>[];
  readonly quotes: readonly Stored<QuoteItem>[];
};
