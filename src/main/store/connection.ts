import { existsSync, readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { storeError, StoreError } from './store-error.ts';

export type Connection = Database.Database;

/** Marks a SQLite file as Crossguard's: `CGRD` in ASCII. */
export const applicationId = 0x43475244;

/**
 * What each connection must report. SQLite keeps none of these in the file except `journal_mode`,
 * and better-sqlite3 is built so that a WAL store means `synchronous` 1: hence set and read back.
 */
const required: readonly (readonly [name: string, value: string | number])[] = [
  ['journal_mode', 'wal'],
  // 2 is FULL: in WAL mode, NORMAL may lose committed transactions when the power fails.
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['busy_timeout', 5000],
  ['trusted_schema', 0],
];

/** The settings that matter to safety, as the connection reports them. */
export function pragmas(connection: Connection): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    required.map(([name]) => [name, connection.pragma(name, { simple: true })]),
  );
}

function configure(connection: Connection, path: string, modes: 'wal' | 'any'): void {
  for (const [name, value] of required) {
    if (name === 'journal_mode' && (modes === 'any' || connection.readonly)) continue;
    connection.pragma(`${name} = ${value}`);
  }
  const reported = pragmas(connection);
  for (const [name, value] of required) {
    if (name === 'journal_mode' && modes === 'any') continue;
    if (reported[name] !== value) {
      throw new StoreError(
        'failed',
        `${path}: SQLite reports ${name} ${String(reported[name])} instead of ${value}; the store is not safe to use here.`,
      );
    }
  }
  connection.pragma('cell_size_check = ON');
  // Gives the space of a long import's log back once it is in the store.
  connection.pragma('journal_size_limit = 67108864');
}

/** A connection that may write. The file must exist unless `create` is set. */
export function writingConnection(path: string, options?: { readonly create: true }): Connection {
  try {
    const connection = new Database(path, { fileMustExist: options?.create !== true });
    try {
      configure(connection, path, 'wal');
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    throw storeError(path, error);
  }
}

/**
 * A connection that cannot write, beside a writer or alone.
 *
 * SQLite needs to create files beside a WAL store even for reading; in a folder where it may not,
 * a store without pending log is read into memory instead.
 */
export function readingConnection(path: string): Connection {
  try {
    const connection = new Database(path, { readonly: true, fileMustExist: true });
    try {
      configure(connection, path, 'any');
      // Opening alone reads nothing: the first query finds a file that is no database.
      connection.pragma('schema_version');
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    const fault = storeError(path, error);
    if (fault.kind !== 'permission') throw fault;
    return connectionInMemory(path, fault);
  }
}

/** Largest store that is read into memory where its folder does not let SQLite in. */
const memoryLimit = 1024 ** 3;

function connectionInMemory(path: string, fault: StoreError): Connection {
  const log = `${path}-wal`;
  try {
    if (existsSync(log) && statSync(log).size > 0) throw fault;
    if (statSync(path).size > memoryLimit) throw fault;
    const image = readFileSync(path);
    // Bytes 18 and 19 name the journal: 1 is rollback, which memory can hold; 2 would be WAL.
    image.fill(1, 18, 20);
    const connection = new Database(image, { readonly: true });
    configure(connection, path, 'any');
    connection.pragma('schema_version');
    return connection;
  } catch {
    throw fault;
  }
}

/** What `connection` says of its own file: whose it is and which migrations it has seen. */
export function identity(connection: Connection): {
  readonly applicationId: unknown;
  readonly version: number;
} {
  const version = connection.pragma('user_version', { simple: true });
  return {
    applicationId: connection.pragma('application_id', { simple: true }),
    version: typeof version === 'number' ? version : 0,
  };
}
