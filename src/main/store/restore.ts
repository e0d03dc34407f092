import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { readingConnection } from './connection.ts';
import { wholeCopy } from './copies.ts';
import { stamp, syncFolder } from './files.ts';
import { writerLock } from './lock.ts';
import { currentVersion } from './migrate.ts';
import { storeError, StoreError } from './store-error.ts';
import { verifyStoreFile } from './verification.ts';

/** A restored store and the new names of the files that were in its place. */
export type Restored = { readonly path: string; readonly kept: readonly string[] };

/** Where a restored store waits, whole and checked, while the old files are set aside. */
const waiting = (path: string): string => `${path}.restoring`;

/**
 * Puts a backup in the place of the store at `path`. The former files are renamed, never deleted:
 * what they hold may still be wanted.
 * @throws StoreError when the store is in use or `from` is no sound store
 */
export function restoreStore(path: string, from: string, now: number): Restored {
  if (resolve(path) === resolve(from)) {
    throw new StoreError('exists', `${path} cannot be restored from itself.`);
  }
  const lock = writerLock(path, now);
  try {
    verifyStoreFile(from, currentVersion);
    // Through SQLite, so that a log beside the backup is not forgotten.
    const source = readingConnection(from);
    try {
      wholeCopy(source, waiting(path));
    } finally {
      source.close();
    }
    const kept = setAside(path, now);
    finishRestore(path);
    return { path, kept };
  } catch (error) {
    if (existsSync(path)) rmSync(waiting(path), { force: true });
    throw storeError(path, error);
  } finally {
    lock.release();
  }
}

/** Ends a restore that was cut off after the old files were set aside. */
export function finishRestore(path: string): void {
  if (existsSync(path) || !existsSync(waiting(path))) return;
  renameSync(waiting(path), path);
  syncFolder(path);
}

/** Renames the store's files; the log must go with its store, or it would spoil the next one. */
function setAside(path: string, now: number): string[] {
  const name = `${path}.before-restore-${stamp(now)}`;
  let aside = name;
  for (let attempt = 2; existsSync(aside); attempt++) aside = `${name}-${attempt}`;
  return ['-shm', '-wal', ''].flatMap((ending) => {
    if (!existsSync(`${path}${ending}`)) return [];
    renameSync(`${path}${ending}`, `${aside}${ending}`);
    return [`${aside}${ending}`];
  });
}
