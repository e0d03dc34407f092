import { existsSync, statSync } from 'node:fs';
import { applicationId, type Connection, identity, readingConnection } from './connection.ts';
import { storeError, StoreError } from './store-error.ts';

/** Refuses what is no store of ours, by its file alone: nothing is opened. */
export function requireStoreFile(path: string): void {
  if (!existsSync(path)) throw new StoreError('missing', `There is no store at ${path}.`);
  const found = statSync(path);
  if (!found.isFile()) throw new StoreError('not-a-store', `${path} is not a file.`);
  if (found.size === 0) {
    throw new StoreError(
      'damaged',
      `${path} is empty. A store never is: something truncated it. Restore a backup, or remove the file to begin a new store.`,
    );
  }
}

/** Refuses another program's database and a store from the future. */
export function requireOurs(connection: Connection, path: string, newest: number): void {
  const found = identity(connection);
  if (found.applicationId !== applicationId) {
    throw new StoreError(
      'not-a-store',
      `${path} is a database of another program; Crossguard left it untouched.`,
    );
  }
  if (found.version > newest) {
    throw new StoreError(
      'newer',
      `${path} was written by a newer Crossguard (store version ${found.version}; this one knows ${newest}). It was left untouched: use the newer Crossguard, or a store of your own.`,
    );
  }
  const described =
    found.version > 0 && connection.prepare('SELECT count(*) FROM store').pluck().get() === 1;
  if (!described) {
    throw new StoreError('damaged', `${path} does not describe itself as a store should.`);
  }
}

/** The first complaints of SQLite about the structure of the file; empty where it is sound. */
export function structuralFaults(
  connection: Connection,
  depth: 'quick_check' | 'integrity_check',
): string[] {
  try {
    const found = connection.prepare(`PRAGMA ${depth}(20)`).pluck().all();
    return found.map(String).filter((line) => line !== 'ok');
  } catch (error) {
    // Some damage ends the check itself.
    const fault = storeError(connection.name, error);
    if (fault.kind !== 'damaged') throw fault;
    return [error instanceof Error ? error.message : String(error)];
  }
}

export function requireSound(connection: Connection, path: string): void {
  const faults = structuralFaults(connection, 'quick_check');
  if (faults.length > 0) {
    throw new StoreError(
      'damaged',
      `${path} is damaged (${faults[0]}). Restore a backup: the damaged files are kept beside it.`,
    );
  }
}

/** Throws unless the file at `path` is a sound store that `newest` can read. */
export function verifyStoreFile(path: string, newest: number = Number.MAX_SAFE_INTEGER): void {
  requireStoreFile(path);
  const connection = readingConnection(path);
  try {
    requireOurs(connection, path, newest);
    const faults = structuralFaults(connection, 'integrity_check');
    if (faults.length > 0) throw new StoreError('damaged', `${path} is damaged (${faults[0]}).`);
  } catch (error) {
    throw storeError(path, error);
  } finally {
    connection.close();
  }
}
