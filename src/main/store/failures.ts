import type { Reason } from '../../engine/values/outcome.ts';
import type { FailedRow } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { type Kept, origin, originColumns } from './origin.ts';
import { choice, number, type Row, text } from './row.ts';

/** Every reason of the engine's closed list: a new one is a type error here. */
const reasonList: Readonly<Record<Reason, true>> = {
  malformed: true,
  'missing-field': true,
  'missing-market-data': true,
  'stale-market-data': true,
  'unsupported-instrument': true,
  'unsupported-operation': true,
  'unknown-contract': true,
  conflict: true,
  ambiguous: true,
  'limit-exceeded': true,
  'not-published': true,
  'not-applicable': true,
};

function isReason(word: string): word is Reason {
  return Object.hasOwn(reasonList, word);
}

const reasons: readonly Reason[] = Object.keys(reasonList).filter(isReason);

function failedRow(row: Row): FailedRow {
  return {
    line: number(row, 'line'),
    field: text(row, 'field'),
    reason: choice(row, 'reason', reasons),
    message: text(row, 'message'),
  };
}

/** Keeps failures of the statement as they come, in file order. */
export function failureWriter(
  connection: Connection,
  statement: number,
): (failure: FailedRow) => void {
  const insert = connection.prepare(
    'INSERT INTO failure (statement, line, field, reason, message) VALUES (?, ?, ?, ?, ?)',
  );
  return ({ line, field, reason, message }) => {
    insert.run(statement, line, field, reason, message);
  };
}

/** Rows of one statement that could not be read. */
export function statementFailures(connection: Connection, statement: number): FailedRow[] {
  return connection
    .prepare<[number], Row>('SELECT * FROM failure WHERE statement = ? ORDER BY id')
    .all(statement)
    .map(failedRow);
}

/** Rows of all live statements that could not be read. */
export function failures(connection: Connection): Kept<FailedRow>[] {
  return connection
    .prepare<[], Row>(
      `SELECT f.*, ${originColumns} FROM failure f JOIN statement s ON s.id = f.statement
       WHERE s.undone_at IS NULL ORDER BY f.id`,
    )
    .all()
    .map((row) => ({ item: failedRow(row), origin: origin(row) }));
}
