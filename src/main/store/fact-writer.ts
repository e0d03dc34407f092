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
export type OpenStatement = { readonly id: number; readonly venue: Venue };

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
  if (table.name === 'ledger') columns.push('repeats');
  const linked = table.name === 'ledger' || table.name === 'position';
  if (linked) columns.push('contract');
  const insert = connection.prepare(
    `INSERT INTO ${table.name} (${columns.join(', ')})
     VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const holders = connection.prepare<SqlValue[], { id: number; live: number }>(
    `SELECT x.statement AS id, s.undone_at IS NULL AS live
     FROM ${table.name} x JOIN statement s ON s.id = +x.statement
     WHERE x.content = ? AND x.ordinal = ? AND x.statement < ?`,
  );
  const holds = connection
    .prepare<SqlValue[], number>(
      `SELECT 1 FROM ${table.name} WHERE content = ? AND ordinal = ? AND statement = ?`,
    )
    .pluck();
  const lastToSpeak = connection
    .prepare<SqlValue[], number>(
      `SELECT x.statement FROM ${table.name} x JOIN statement s ON s.id = +x.statement
       WHERE ${table.subject.map((column) => `x.${column} IS ?`).join(' AND ')}
         AND x.statement < ? AND s.undone_at IS NULL
       ORDER BY x.statement DESC LIMIT 1`,
    )
    .pluck();
  const subjectAt = table.subject.map((column) => table.columns.indexOf(column));
  const ordinalOf = repetitions((content, ordinal) => {
    return holds.get(content, ordinal, statement.id) !== undefined;
  });
  let written = 0;

  function put(item: T, place: Place): Verdict {
    const contract = table.contract(item);
    const values = table.values(item, statement.venue);
    const content = contentKey(
      table,
      item,
      statement.venue,
      contract === null ? null : contractTable.values(contract, statement.venue),
    );
    const mayRepeat = table.mayRepeat(item);
    if (!mayRepeat && holds.get(content, 0, statement.id) !== undefined) return 'same';
    const ordinal = mayRepeat ? ordinalOf(content) : 0;
    const earlier = holders.all(content, ordinal, statement.id);

    const row: SqlValue[] = [statement.id, place.line, place.part, content, ordinal, ...values];
    if (table.name === 'ledger') row.push(earlier.length > 0 ? 1 : 0);
    if (linked) row.push(contract === null ? null : contractRow(contract, place));
    const verdict = table.hasSubject(item)
      ? verdictBySubject(values, earlier)
      : earlier.some(({ live }) => live === 1)
        ? 'same'
        : 'new';
    insert.run(...row);
    written += 1;
    return verdict;
  }

  function verdictBySubject(
    values: readonly SqlValue[],
    earlier: readonly { readonly id: number }[],
  ): Verdict {
    const subject = subjectAt.map((column) => values[column] ?? null);
    const last = lastToSpeak.get(...subject, statement.id);
    if (last === undefined) return 'new';
    return earlier.some(({ id }) => id === last) ? 'same' : 'changed';
  }

  return { put, written: () => written };
}
