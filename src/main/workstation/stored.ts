import type { Venue } from '../../engine/values/ids.ts';
import type { Instant } from '../../engine/values/units.ts';
import type {
  BalanceItem,
  ContractItem,
  FigureItem,
  LedgerItem,
  PositionItem,
  QuoteItem,
} from '../imports/format.ts';
import { sourceText, type Kept } from '../store/origin.ts';
import type { Store } from '../store/store.ts';
import type { Scope } from '../store/scopes.ts';

/** An item as the store keeps it, with the place it was read from. */
export type Stored<T> = T & {
  readonly venue: Venue;
  /** `positions.json line 7`. */
  readonly source: string;
};

/** The ledger of one account, oldest first, read from the store as it is walked. */
type StoredLedger = {
  readonly venue: Venue;
  readonly account: string;
  readonly rows: () => Iterable<Stored<LedgerItem>>;
};

/** Everything the workstation builds a book and a market from. */
export type StoredBook = {
  readonly positions: readonly Stored<PositionItem>[];
  /** What statements claim to hold all positions of, even where they hold none. */
  readonly scopes: readonly Stored<Scope>[];
  readonly balances: readonly Stored<BalanceItem>[];
  readonly figures: readonly Stored<FigureItem>[];
  readonly ledgers: readonly StoredLedger[];
  readonly contracts: readonly ContractItem[];
  readonly quotes: readonly Stored<QuoteItem>[];
};

const stored = <T>({ item, origin }: Kept<T>): Stored<T> => ({
  ...item,
  venue: origin.venue,
  source: sourceText(origin),
});

/** What the store knew as of an instant. */
export function storedBook(store: Store, asOf: Instant): StoredBook {
  return {
    positions: store.positions(asOf).map(stored),
    scopes: store.scopes(asOf).map(stored),
    balances: store.balances(asOf).map(stored),
    figures: store.figures(asOf).map(stored),
    ledgers: store.ledgerAccounts().map((of) => ({
      ...of,
      *rows() {
        for (const row of store.ledger(of, asOf)) yield stored(row);
      },
    })),
    contracts: store.contracts().map(({ item }) => item),
    quotes: store.quotes(asOf).map(stored),
  };
}

/** Time of the newest statement of positions, balances or quotes; null where nothing is held. */
export function newestInstant(book: StoredBook): Instant | null {
  let newest: Instant | null = null;
  for (const { at } of [...book.positions, ...book.balances, ...book.figures, ...book.quotes]) {
    if (newest === null || at > newest) newest = at;
  }
  return newest;
}
