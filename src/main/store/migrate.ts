import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { invariant } from '../../engine/values/invariant.ts';
import { applicationId, type Connection, identity, writingConnection } from './connection.ts';
import { wholeCopy } from './copies.ts';
import { stamp, syncFolder } from './files.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations } from './migrations/migrations.ts';

/** The version that `steps` lead to. */
function latest(steps: readonly Migration[]): number {
  steps.forEach((step, index) =>
    invariant(step.version === index + 1, 'migrations are numbered from 1 without gaps'),
  );
  return steps.length;
}

/** The newest version that this build reads and writes. */
export const currentVersion: number = latest(migrations);

/** Brings the store from its version to the last of `steps`: all of them happen or none. */
function applySteps(
  connection: Connection,
  steps: readonly Migration[],
  first: () => void = () => undefined,
): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps.slice(identity(connection).version)) connection.exec(step.sql);
    first();
    connection.pragma(`user_version = ${latest(steps)}`);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Makes an empty store at `path`. It is built under another name and renamed when whole, so that a
 * store that exists is never half made and an empty file is always a fault.
 */
export function createStoreFile(
  path: string,
  now: number,
  steps: readonly Migration[] = migrations,
): void {
  const draft = `${path}.new`;
  for (const ending of ['', '-wal', '-shm']) rmSync(`${draft}${ending}`, { force: true });
  const connection = writingConnection(draft, { create: true });
  try {
    connection.pragma(`application_id = ${applicationId}`);
    applySteps(connection, steps, () => {
      connection.prepare('INSERT INTO store (id, created_at) VALUES (?, ?)').run(randomUUID(), now);
    });
  } finally {
    connection.close();
  }
  renameSync(draft, path);
  syncFolder(path);
}

/**
 * Brings an older store up to date after a verified copy of it as it was.
 * @returns the copy's path; null where nothing was to be done
 */
export function migrate(
  connection: Connection,
  path: string,
  now: number,
  steps: readonly Migration[] = migrations,
): string | null {
  const { version } = identity(connection);
  if (version === latest(steps)) return null;
  const copy = `${path}.v${version}-${stamp(now)}.backup`;
  wholeCopy(connection, copy);
  applySteps(connection, steps);
  return copy;
}
