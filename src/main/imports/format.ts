import type { Asset, Market, Venue } from '../../engine/values/ids.ts';
import type { Reason } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';

/** A decimal number as the venue wrote it, normalised to `-?digits[.digits]`: never through a float. */
export type DecimalText = string;

/** What one row of a file states, parsed once at the edge. Amounts are decimal text. */
export type StatementItem =
  | PositionItem
  | BalanceItem
  | FigureItem
  | LedgerItem
  | ContractItem
  | QuoteItem
  | PriceItem;

/** An open position. Together, the rows of a statement are all that its scope holds. */
export type PositionItem = {
  readonly kind: 'position';
  readonly account: string;
  readonly market: Market;
  readonly symbol: string;
  /** Signed contracts as the venue counts them, long positive; `0` closes. */
  readonly quantity: DecimalText;
  readonly entryPrice: DecimalText | null;
  readonly markPrice: DecimalText | null;
  /** Price of the underlying in the quote currency, where the file has it. */
  readonly indexPrice: DecimalText | null;
  readonly leverage: DecimalText | null;
  readonly marginMode: 'cross' | 'isolated';
  /** Collateral posted to an isolated position, in its settlement asset. */
  readonly isolatedMargin: DecimalText | null;
  /** Contract facts that the row itself carries (brokers do), else null. */
  readonly contract: ContractItem | null;
  readonly at: Instant;
};

/** Cash or coin held, before unrealised P&L. */
export type BalanceItem = {
  readonly kind: 'balance';
  readonly account: string;
  readonly asset: Asset;
  readonly balance: DecimalText;
  readonly at: Instant;
};

/** A margin figure that the venue states about itself. */
export type FigureItem = {
  readonly kind: 'figure';
  readonly account: string;
  readonly name: 'equity' | 'initialMargin' | 'maintenanceMargin';
  readonly asset: Asset;
  readonly value: DecimalText;
  /** The venue's margin model where the row names it, such as `segregated_pm`. */
  readonly model: string | null;
  readonly at: Instant;
};

/** One line of a ledger. Unknown operations are kept with `type: 'unknown'`. */
export type LedgerItem = {
  readonly kind: 'ledger';
  readonly account: string;
  /** The venue's own id where there is one: the key of de-duplication. */
  readonly id: string | null;
  readonly at: Instant;
  /** Orders rows of the same instant; larger is later. */
  readonly sequence: number;
  readonly type:
    | 'trade'
    | 'settlement'
    | 'funding'
    | 'delivery'
    | 'liquidation'
    | 'fee'
    | 'realised-pnl'
    | 'transfer'
    | 'deposit'
    | 'withdrawal'
    | 'interest'
    | 'conversion'
    | 'unknown';
  /** The venue's own word for it. */
  readonly operation: string;
  readonly market: Market | null;
  readonly symbol: string | null;
  /** Signed contracts traded, long positive; null for cash rows. */
  readonly quantity: DecimalText | null;
  readonly price: DecimalText | null;
  /** Signed position after the row, where the venue states it. */
  readonly positionAfter: DecimalText | null;
  readonly asset: Asset | null;
  /** Signed change of the balance of `asset`, all in. */
  readonly change: DecimalText | null;
  readonly balanceAfter: DecimalText | null;
  /** Cost positive, in `feeAsset`. */
  readonly fee: DecimalText | null;
  readonly feeAsset: Asset | null;
  /** Contract facts that the row itself carries, else null. */
  readonly contract: ContractItem | null;
};

/** Facts of one contract, as a venue's instrument list or a broker's row states them. */
export type ContractItem = {
  readonly kind: 'contract';
  readonly market: Market;
  readonly symbol: string;
  readonly instrumentKind: 'spot' | 'perpetual' | 'future' | 'option';
  readonly payoff: 'linear' | 'inverse' | 'quanto';
  readonly underlying: Asset;
  readonly quote: Asset;
  readonly settlement: Asset;
  readonly multiplier: DecimalText;
  readonly priceUnit: 'quote' | 'underlying';
  readonly expiry: Instant | null;
  readonly right: 'call' | 'put' | null;
  readonly strike: DecimalText | null;
  readonly exercise: 'european' | 'american' | null;
};

/** A mark, quote or volatility of one instrument at one time. */
export type QuoteItem = {
  readonly kind: 'quote';
  readonly market: Market;
  readonly symbol: string;
  readonly mark: DecimalText | null;
  readonly bid: DecimalText | null;
  readonly ask: DecimalText | null;
  /** Fraction per √year: 0.65, never 65. */
  readonly volatility: DecimalText | null;
  /** Forward of the option's own expiry, in the quote currency. */
  readonly forward: DecimalText | null;
  readonly index: DecimalText | null;
  readonly at: Instant;
};

/** One close of a price history. `series` is the file's own name for it: `BTC-USD`, `BTCUSDT`. */
export type PriceItem = {
  readonly kind: 'price';
  readonly series: string;
  readonly asset: Asset;
  readonly quote: Asset;
  /** Start of the bar. */
  readonly at: Instant;
  readonly interval: 'day' | 'hour' | 'month';
  readonly close: DecimalText;
};

/** A row that could not be read. */
export type FailedRow = {
  readonly line: number;
  readonly field: string;
  readonly reason: Reason;
  readonly message: string;
};

/** What a reader yields, in file order. Every data row yields exactly one `row`, good or failed. */
export type ReadEvent =
  | {
      readonly event: 'row';
      readonly line: number;
      readonly items: readonly StatementItem[];
      readonly summary: string;
    }
  | { readonly event: 'failed'; readonly failure: FailedRow }
  | { readonly event: 'note'; readonly message: string }
  /**
   * All positions of this account and market are in this file: others are closed as of `at`. With
   * `settlement`, only those that settle in that asset are.
   */
  | {
      readonly event: 'scope';
      readonly account: string;
      readonly market: Market;
      readonly at: Instant;
      readonly settlement?: string;
    };

/** The first part of a file, decoded, for recognising it. */
export type FileHead = {
  readonly name: string;
  /** Up to 64 KiB of decoded text without byte-order marks. */
  readonly text: string;
  /** The first lines of `text`. */
  readonly lines: readonly string[];
};

export type ReadOptions = {
  readonly name: string;
  /** The user's name for the account, whatever the file calls it; null: as the file does, or `main`. */
  readonly account: string | null;
  readonly mapping: {
    readonly name: string;
    readonly columns: Readonly<Record<string, string>>;
  } | null;
  /** The file's own time, for statements that carry none: last modification or time of import. */
  readonly fileTime: Instant;
};

/** One kind of statement. A new one is a new file under `imports/`, listed in `formats.ts`. */
export type StatementFormat = {
  readonly id: string;
  readonly title: string;
  readonly venue: Venue;
  /** True when the head of the file is surely of this format: by content, never by name alone. */
  readonly recognises: (head: FileHead) => boolean;
  /** Reads decoded text chunks. Never throws for what the file says; yields failures instead. */
  readonly read: (chunks: AsyncIterable<string>, options: ReadOptions) => AsyncIterable<ReadEvent>;
};
