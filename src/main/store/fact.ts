import { hash } from 'node:crypto';
import type { Venue } from '../../engine/values/ids.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { ContractItem, StatementItem } from '../imports/format.ts';
import type { Row, SqlValue } from './row.ts';

/** The items that are kept one to a row; prices are kept in blobs. */
export type FactItem = Exclude<StatementItem, { kind: 'price' }>;

/** How one kind of item is kept. One such table stands at the head of each file of queries. */
export type FactTable<T extends FactItem> = {
  readonly name: string;
  /** Columns of its own, in the order of `values`; the columns common to all facts are not named. */
  readonly columns: readonly string[];
  readonly values: (item: T, venue: Venue) => readonly SqlValue[];
  readonly item: (row: Row, contract: ContractItem | null) => T;
  /**
   * Columns that say what the fact is about. Of two statements that speak about the same thing, the
   * one imported last stands.
   */
  readonly subject: readonly string[];
  /** Those of them that may be null: they are compared by `IS`, which finds no partial index. */
  readonly subjectOrNull?: readonly string[];
  /** False where the item cannot be told from others of its kind but by all that it says. */
  readonly hasSubject: (item: T) => boolean;
  /** True where a file may rightly say the same twice, such as two equal fills. */
  readonly mayRepeat: (item: T) => boolean;
  /** Contract facts that an item states besides; only where the table has a column for them. */
  readonly contract?: (item: T) => ContractItem | null;
  /** True where a column says that an earlier statement holds the same, which makes reading quick. */
  readonly marksRepeats?: true;
  /** Null for what holds at all times. */
  readonly at: (item: T) => Instant | null;
};

/** Milliseconds, whole, as the store keeps them. */
export const milliseconds = (at: Instant): number => Math.floor(at);

/** A hash of `values`, 16 bytes. Two different texts with one hash are not to be expected. */
export function digest(values: readonly unknown[]): Buffer {
  return hash('sha256', JSON.stringify(values), 'buffer').subarray(0, 16);
}

/**
 * The key of equal content: the time, so that files in order of time are indexed in order, then a
 * hash of all that the item says. 24 bytes.
 */
export function contentKey<T extends FactItem>(
  table: FactTable<T>,
  item: T,
  venue: Venue,
  contract: readonly SqlValue[] | null,
): Buffer {
  const key = Buffer.alloc(24);
  const at = table.at(item);
  key.writeDoubleBE(at === null ? 0 : milliseconds(at));
  digest([table.name, ...table.values(item, venue), contract]).copy(key, 8);
  return key;
}
