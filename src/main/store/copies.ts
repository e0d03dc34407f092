import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { syncFile, syncFolder } from './files.ts';
import { storeError, StoreError } from './store-error.ts';
import { structuralFaults, verifyStoreFile } from './verification.ts';

/** A copy of a store, checked after it was written. */
export type Copy = { readonly path: string; readonly bytes: number };

/** Pages copied between two turns of the event loop: 8 MB. */
const pagesAtOnce = 2_000;

/** Gives a finished draft its name, once it has proven whole and is on the disk. */
function publish(draft: string, path: string): void {
  verifyStoreFile(draft);
  syncFile(draft);
  renameSync(draft, path);
  syncFolder(path);
}

/** Copies the store at once, for moments when nothing else may happen. Replaces what is at `path`. */
export function wholeCopy(connection: Connection, path: string): void {
  const draft = `${path}.part`;
  rmSync(draft, { force: true });
  try {
    connection.prepare('VACUUM INTO ?').run(draft);
    publish(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw storeError(path, error);
  }
}

/** A copy that is one file: without a log beside it, it can be read from anywhere. */
function foldIntoOneFile(path: string): void {
  const copy = new Database(path, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/**
 * Copies the store while it is in use, as of one moment. The copy appears under its name only when it
 * has been checked whole; a file that is there already is never replaced.
 */
export async function backup(connection: Connection, to: string): Promise<Copy> {
  const path = resolve(to);
  if (existsSync(path)) {
    throw new StoreError('exists', `${path} exists already; a backup never replaces a file.`);
  }
  if (!existsSync(dirname(path))) {
    throw new StoreError('missing', `There is no folder ${dirname(path)} for the backup.`);
  }
  const [fault] = structuralFaults(connection, 'integrity_check');
  if (fault !== undefined) {
    throw new StoreError('damaged', `The store is damaged (${fault}): it was not backed up.`);
  }
  const draft = `${path}.part`;
  rmSync(draft, { force: true });
  try {
    await connection.backup(draft, { progress: () => pagesAtOnce });
    foldIntoOneFile(draft);
    publish(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw storeError(path, error);
  }
  return { path, bytes: statSync(path).size };
}
