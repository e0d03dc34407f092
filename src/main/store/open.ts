import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Connection, identity, readingConnection, writingConnection } from './connection.ts';
import { type WriterLock, writerLock } from './lock.ts';
import { createStoreFile, currentVersion, migrate } from './migrate.ts';
import { finishRestore } from './restore.ts';
import { guarded, StoreError } from './store-error.ts';
import type { Store } from './store.ts';
import { requireOurs, requireSound, requireStoreFile } from './verification.ts';
import { readOnlyStore, writableStore } from './writable-store.ts';

export type { Store };

export type StoreOptions = {
  /** Opens beside a writer and changes nothing; the store must exist. */
  readonly readOnly?: boolean;
  /** UTC milliseconds. */
  readonly now: () => number;
};

/** Larger stores are left to `store check`: reading them through would hold up the start. */
const checkedAtStart = 512 * 1024 ** 2;

/**
 * Opens the store at `path`; makes it first if there is none and it is to be written.
 *
 * For writing it holds the writer's lock until closed, and brings an older store up to date after a
 * verified copy. What is damaged, foreign or from the future is refused and left untouched.
 * @throws StoreError whose message is for the user
 */
export function openStore(path: string, options: StoreOptions): Store {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new StoreError('missing', `There is no folder ${folder} to hold the store.`);
  }
  return guarded(path, () =>
    options.readOnly === true ? openedForReading(path) : openedForWriting(path, options.now),
  );
}

function openedForReading(path: string): Store {
  requireStoreFile(path);
  const connection = readingConnection(path);
  try {
    examine(connection, path);
    const { version } = identity(connection);
    if (version !== currentVersion) {
      throw new StoreError(
        'read-only',
        `${path} was written by an older Crossguard (store version ${version}); open it for writing once to bring it up to date.`,
      );
    }
    return readOnlyStore(path, connection);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function openedForWriting(path: string, now: () => number): Store {
  const folder = dirname(path);
  try {
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new StoreError(
      'permission',
      `${path} cannot be written by this user; the store needs its file and its folder writable. It can still be opened read-only.`,
      error,
    );
  }
  const lock = writerLock(path, now());
  try {
    finishRestore(path);
    if (existsSync(path)) examineFile(path);
    else createNew(path, now());
    return opened(path, lock, now);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function opened(path: string, lock: WriterLock, now: () => number): Store {
  const writer = writingConnection(path);
  try {
    migrate(writer, path, now());
    return writableStore({ path, writer, reader: readingConnection(path), lock, now });
  } catch (error) {
    writer.close();
    throw error;
  }
}

function createNew(path: string, now: number): void {
  const log = `${path}-wal`;
  if (existsSync(log) && statSync(log).size > 0) {
    throw new StoreError(
      'damaged',
      `${path} is missing, but its log ${log} is there and may hold what was imported last. Bring the store's file back, or move the log away to begin a new store.`,
    );
  }
  createStoreFile(path, now);
}

/** Before anything may write: a file that is refused must stay as it is. */
function examineFile(path: string): void {
  requireStoreFile(path);
  const connection = readingConnection(path);
  try {
    examine(connection, path);
  } finally {
    connection.close();
  }
}

function examine(connection: Connection, path: string): void {
  requireOurs(connection, path, currentVersion);
  if (statSync(path).size <= checkedAtStart) requireSound(connection, path);
}
