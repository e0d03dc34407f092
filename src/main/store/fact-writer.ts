import type { RowVerdict } from '../../engine/contract/imports.ts';
import type { Venue } from '../../engine/values/ids.ts';
import type { ContractItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { contractTable } from './contracts.ts';
import { contentKey, type FactItem, type FactTable } from './fact.ts';
import { repetitions } from './repetitions.ts';
import type { SqlValue } from './row.ts';

export type Verdict = Exclude<RowVerdict['verdict'], 'failed'>;

/** The statement that facts are written for. It is newer than all others in the store. */
export type OpenStatement = {
  readonly id: number;
  readonly venue: Venue;
  /** The other statements that are not undone. */
  readonly live: ReadonlySet<number>;
};

/** Where an item stands in its file. */
export type Place = { readonly line: number; readonly part: number };

export type FactWriter<T> = {
  readonly put: (item: T, place: Place) => Verdict;
  /** Rows written so far. */
  readonly written: () => number;
};

/** Keeps the facts that contracts of other items state, each once, and gives their row number. */
export type ContractRow = (item: ContractItem, place: Place) => number;

/**
 * Writes items of one kind and says what each means to the store as it is.
 *
 * Items that the store knows already are written too (`same`): should the older statement be undone,
 * this one still holds them.
 */
export function factWriter<T extends FactItem>(
  connection: Connection,
  table: FactTable<T>,
  statement: OpenStatement,
  contractRow: ContractRow,
): FactWriter<T> {
  const columns = ['statement', 'line', 'part', 'content', 'ordinal', ...table.columns];
  if (table.marksRepeats === true) columns.push('repeats');
  if (table.contract !== undefined) columns.push('contract');
  const insert = connection.prepare(
    `INSERT INTO ${table.name} (${columns.join(', ')})
     VALUES (${columns.map(() => '?').join(', ')})`,
  );
  // Joins, DISTINCT and ORDER BY would cost ten times these searches; the rest is done here.
  const holders = connection
    .prepare<SqlValue[], number>(
      `SELECT statement FROM ${table.name} WHERE content = ? AND ordinal = ?`,
    )
    .pluck();
  const holds = connection
    .prepare<SqlValue[], number>(
      `SELECT 1 FROM ${table.name} WHERE content = ? AND ordinal = ? AND statement = ?`,
    )
    .pluck();
  const sameSubject = (column: string): string =>
    `${column} ${table.subjectOrNull?.includes(column) === true ? 'IS' : '='} ?`;
  const speakers = connection
    .prepare<SqlValue[], number>(
      `SELECT statement FROM ${table.name}
       WHERE ${table.subject.map(sameSubject).join(' AND ')} AND statement < ?`,
    )
    .pluck();
  const subjectAt = table.subject.map((column) => table.columns.indexOf(column));
  const ordinalOf = repetitions((content, ordinal) => {
    return holds.get(content, ordinal, statement.id) !== undefined;
  });
  let written = 0;

  function put(item: T, place: Place): Verdict {
    const contract = table.contract?.(item) ?? null;
    const values = table.values(item, statement.venue);
    const content = contentKey(
      table,
      item,
      statement.venue,
      contract === null ? null : contractTable.values(contract, statement.venue),
    );
    let ordinal = 0;
    let earlier = holders.all(content, ordinal);
    if (earlier.includes(statement.id)) {
      if (!table.mayRepeat(item)) return 'same';
      ordinal = ordinalOf(content);
      earlier = holders.all(content, ordinal);
    }

    const row: SqlValue[] = [statement.id, place.line, place.part, content, ordinal, ...values];
    if (table.marksRepeats === true) row.push(earlier.length > 0 ? 1 : 0);
    if (table.contract !== undefined) {
      row.push(contract === null ? null : contractRow(contract, place));
    }
    const verdict = table.hasSubject(item)
      ? verdictBySubject(values, earlier)
      : earlier.some((id) => statement.live.has(id))
        ? 'same'
        : 'new';
    insert.run(...row);
    written += 1;
    return verdict;
  }

  function verdictBySubject(values: readonly SqlValue[], earlier: readonly number[]): Verdict {
    const subject = subjectAt.map((column) => values[column] ?? null);
    const live = speakers.all(...subject, statement.id).filter((id) => statement.live.has(id));
    if (live.length === 0) return 'new';
    return earlier.includes(Math.max(...live)) ? 'same' : 'changed';
  }

  return { put, written: () => written };
}
