import type { Reason } from '../values/outcome.ts';

/** What becomes of one row of a file. Rows = kept + unchanged + failures, always. */
export type RowVerdict = {
  /** 1-based line of the file, or ordinal of the element for JSON and XML. */
  readonly line: number;
  readonly verdict: 'new' | 'changed' | 'same' | 'failed';
  /** What the row says, in a few words: `position BTC-PERPETUAL −40,000`. */
  readonly summary: string;
  /** Only for `failed`. */
  readonly failure: RowFailure | null;
};

export type RowFailure = {
  readonly line: number;
  /** The column, attribute or JSON field at fault; empty where it is the whole row. */
  readonly field: string;
  readonly reason: Reason;
  readonly message: string;
};

/** The outcome of reading one file, before or after it is kept. */
export type FileReport = {
  readonly file: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
  /** Format id, such as `deribit-positions-json`; null where the file was not recognised. */
  readonly format: string | null;
  readonly formatTitle: string | null;
  readonly venue: string | null;
  readonly account: string | null;
  readonly rows: number;
  readonly kept: number;
  readonly unchanged: number;
  readonly failures: readonly RowFailure[];
  /** Why the file as a whole was refused; null where it was read. */
  readonly refused: RowFailure | null;
  /** Things the user should know that are no failure: time zone taken, ambiguity resolved. */
  readonly notes: readonly string[];
};

/** A preview: the report plus a verdict for each row, up to `shown`. */
export type ImportPreview = {
  readonly report: FileReport;
  readonly verdicts: readonly RowVerdict[];
  /** Rows beyond the verdicts sent, on files too long to show whole. */
  readonly notShown: number;
};

/** One import as the store remembers it: an undo step. */
export type ImportRecord = {
  readonly id: number;
  readonly importedAt: number;
  readonly undoneAt: number | null;
  readonly report: FileReport;
};
