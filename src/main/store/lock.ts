import Database from 'better-sqlite3';
import { hostname } from 'node:os';
import { storeError, StoreError } from './store-error.ts';
import { type Row } from './row.ts';

/** Held by the one process that may write the store. */
export type WriterLock = { readonly release: () => void };

/** How long to wait while another process just reads or writes the owner's name, milliseconds. */
const patience = 250;

/**
 * The lock on the store at `path`, or a `locked` StoreError that names the owner.
 *
 * It is a write lock of SQLite on a small companion database, so the system takes it back when the
 * process ends in any way, and others can still read in it who the owner is.
 */
export function writerLock(path: string, now: number): WriterLock {
  const file = `${path}.lock`;
  try {
    const companion = new Database(file, { timeout: patience });
    try {
      companion.exec('BEGIN IMMEDIATE');
      companion.exec(
        'CREATE TABLE IF NOT EXISTS owner (one INTEGER PRIMARY KEY, pid INTEGER, host TEXT, since INTEGER) STRICT',
      );
      companion
        .prepare('INSERT OR REPLACE INTO owner (one, pid, host, since) VALUES (1, ?, ?, ?)')
        .run(process.pid, hostname(), now);
      companion.exec('COMMIT');
      companion.exec('BEGIN IMMEDIATE');
      return { release: () => void companion.close() };
    } catch (error) {
      const fault =
        error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
          ? new StoreError(
              'locked',
              `${path} is in use by ${owner(companion)}. Close it there first, or open the store read-only.`,
              error,
            )
          : error;
      companion.close();
      throw fault;
    }
  } catch (error) {
    throw storeError(file, error);
  }
}

function owner(companion: Database.Database): string {
  try {
    const row = companion
      .prepare<[], Row>('SELECT pid, host, since FROM owner WHERE one = 1')
      .get();
    if (row === undefined || typeof row.pid !== 'number') return 'another process';
    const since =
      typeof row.since === 'number' ? ` since ${new Date(row.since).toISOString()}` : '';
    return row.pid === process.pid && row.host === hostname()
      ? `this very process (${row.pid})${since}`
      : `process ${row.pid} on ${String(row.host)}${since}`;
  } catch {
    return 'another process';
  }
}
