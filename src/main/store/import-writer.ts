import type {
  FileReport,
  ImportRecord,
  RowFailure,
  RowVerdict,
} from '../../engine/contract/imports.ts';
import type { Market } from '../../engine/values/ids.ts';
import { invariant } from '../../engine/values/invariant.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { FailedRow, StatementItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { milliseconds } from './fact.ts';
import { failureWriter } from './failures.ts';
import { itemWriter } from './item-writer.ts';
import {
  completeStatement,
  type ImportMeta,
  insertStatement,
  liveStatements,
} from './statements.ts';
import { guarded } from './store-error.ts';

/**
 * Takes the rows of one file. All of it is one transaction: other readers of the store see nothing of
 * it before `commit`, and after any fault there is nothing of it.
 */
export type ImportWriter = {
  /** The live import of the same bytes, if any: then nothing is written and all rows are `same`. */
  readonly repeats: ImportRecord | null;
  /** A row without items is `same`: it changes nothing. */
  readonly add: (line: number, items: readonly StatementItem[], summary: string) => RowVerdict;
  readonly fail: (failure: FailedRow) => RowVerdict;
  readonly note: (message: string) => void;
  readonly scope: (account: string, market: Market, at: Instant) => void;
  /** Keeps it and reports. The writer takes nothing more. */
  readonly commit: () => FileReport;
  /** Reports what `commit` would, and keeps nothing. */
  readonly preview: () => FileReport;
  /** Keeps nothing. Harmless after the end. */
  readonly rollback: () => void;
};

function failedVerdict(failure: RowFailure): RowVerdict {
  return { line: failure.line, verdict: 'failed', summary: failure.message, failure };
}

/** A close that no float can hold would spoil a whole series: its row fails. */
function unfitPrice(line: number, items: readonly StatementItem[]): FailedRow | null {
  const unfit = items.find((item) => item.kind === 'price' && !Number.isFinite(Number(item.close)));
  return unfit === undefined
    ? null
    : { line, field: 'close', reason: 'malformed', message: 'close is not a finite number' };
}

/** @param ended called once when the transaction is over */
export function importWriter(
  connection: Connection,
  meta: ImportMeta,
  importedAt: number,
  ended: () => void,
): ImportWriter {
  return guarded(connection.name, () => {
    connection.exec('BEGIN IMMEDIATE');
    try {
      return writerWithin(connection, meta, importedAt, ended);
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  });
}

function writerWithin(
  connection: Connection,
  meta: ImportMeta,
  importedAt: number,
  ended: () => void,
): ImportWriter {
  let open = true;
  const statement = {
    live: liveStatements(connection),
    id: insertStatement(connection, meta, importedAt),
    venue: meta.venue,
  };
  const items = itemWriter(connection, statement);
  const keepFailure = failureWriter(connection, statement.id);
  const keepScope = connection.prepare(
    'INSERT INTO scope (statement, account, market, at) VALUES (?, ?, ?, ?)',
  );
  const failures: RowFailure[] = [];
  const notes: string[] = [];
  const count = { kept: 0, unchanged: 0, scopes: 0 };
  let asOf: number | null = null;

  function seen(at: Instant): void {
    asOf = Math.max(asOf ?? milliseconds(at), milliseconds(at));
  }

  /** Any fault ends the import with nothing kept: half a file is never in the store. */
  function step<T>(action: () => T): T {
    invariant(open, 'an import takes nothing after its end');
    try {
      return guarded(connection.name, action);
    } catch (error) {
      rollback();
      throw error;
    }
  }

  function end(command: 'COMMIT' | 'ROLLBACK'): void {
    // After a full disk SQLite has rolled back by itself.
    if (command === 'COMMIT' || connection.inTransaction) connection.exec(command);
    open = false;
    ended();
  }

  function rollback(): void {
    if (open) end('ROLLBACK');
  }

  function fail(failure: FailedRow): RowVerdict {
    return step(() => {
      keepFailure(failure);
      failures.push(failure);
      return failedVerdict(failure);
    });
  }

  function add(line: number, row: readonly StatementItem[], summary: string): RowVerdict {
    const unfit = unfitPrice(line, row);
    if (unfit !== null) return fail(unfit);
    return step(() => {
      const verdict = items.put(line, row);
      for (const item of row) if (item.kind !== 'contract') seen(item.at);
      if (verdict === 'same') count.unchanged += 1;
      else count.kept += 1;
      return { line, verdict, summary, failure: null };
    });
  }

  function finished(command: 'COMMIT' | 'ROLLBACK'): FileReport {
    return step(() => {
      const { kept, unchanged } = count;
      const rows = kept + unchanged + failures.length;
      const facts = items.written() + count.scopes;
      const counts = { rows, kept, unchanged, failed: failures.length, facts };
      completeStatement(connection, statement.id, counts, notes, asOf);
      end(command);
      const { file, sha256, format, formatTitle, venue, account } = meta;
      const report = { file, sha256, format, formatTitle, venue, account, rows, kept, unchanged };
      return { ...report, failures, refused: null, notes };
    });
  }

  return {
    repeats: null,
    add,
    fail,
    note: (message) => void notes.push(message),
    scope: (account, market, at) =>
      step(() => {
        keepScope.run(statement.id, account, market, milliseconds(at));
        count.scopes += 1;
        seen(at);
      }),
    commit: () => finished('COMMIT'),
    preview: () => finished('ROLLBACK'),
    rollback,
  };
}
