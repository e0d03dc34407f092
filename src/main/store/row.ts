import { StoreError } from './store-error.ts';

/** A row as SQLite gives it: the readers below say what each column must hold. */
export type Row = Readonly<Record<string, unknown>>;

/** What SQLite takes. Numbers reach INTEGER columns only if whole. */
export type SqlValue = string | number | null | Uint8Array;

function wrong(column: string, wanted: string, found: unknown): StoreError {
  const shown = found === undefined ? 'no such column' : typeof found;
  return new StoreError(
    'damaged',
    `The store's column ${column} should hold ${wanted}, found ${shown}. Run a check of the store.`,
  );
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw wrong(column, 'text', value);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw wrong(column, 'a number', value);
  return value;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : number(row, column);
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw wrong(column, 'bytes', value);
  return value;
}

/** One of the words of a closed list. */
export function choice<const W extends string>(row: Row, column: string, words: readonly W[]): W {
  const value = text(row, column);
  const found = words.find((word) => word === value);
  if (found === undefined) throw wrong(column, `one of ${words.join(', ')}`, value);
  return found;
}

export function choiceOrNull<const W extends string>(
  row: Row,
  column: string,
  words: readonly W[],
): W | null {
  return row[column] === null ? null : choice(row, column, words);
}
