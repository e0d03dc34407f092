import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import type { RiskInput } from '../../engine/run.ts';
import { fail, type Outcome } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import { openStore } from '../store/open.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { resourcesFolder } from './data-folder.ts';
import { loadResources, riskInput, snapshotOf, type Resources } from './desk.ts';
import { importSample } from './sample.ts';
import { holdsSample } from './synthetic.ts';

const now = (): number => Date.now();

/** What is read of an open store, with the project's own data. */
type Reading<T> = (store: Store, resources: Resources, synthetic: boolean) => Outcome<T>;

async function readOpen<T>(store: Store, read: Reading<T>): Promise<Outcome<T>> {
  const resources = await loadResources(resourcesFolder());
  return read(store, resources, holdsSample(store, resources.folder));
}

/** Opens a store that exists for writing; read-only where another has it or it may not be written. */
function openedToKeep(path: string): Store {
  if (!existsSync(path)) return openStore(path, { readOnly: true, now });
  try {
    return openStore(path, { now });
  } catch (error) {
    const refused = error instanceof StoreError && ['locked', 'permission'].includes(error.kind);
    if (!refused) throw error;
    return openStore(path, { readOnly: true, now });
  }
}

/** Reads a store on disk. */
async function ofStore<T>(
  path: string,
  open: (path: string) => Store,
  read: Reading<T>,
): Promise<Outcome<T>> {
  let store: Store;
  try {
    store = open(path);
  } catch (error) {
    if (error instanceof StoreError) return fail('malformed', error.message);
    throw error;
  }
  try {
    return await readOpen(store, read);
  } finally {
    store.close();
  }
}

/** Reads the sample book, imported into a store that is removed afterwards. */
async function ofSample<T>(read: Reading<T>): Promise<Outcome<T>> {
  const folder = mkdtempSync(join(tmpdir(), 'crossguard-sample-'));
  try {
    const store = openStore(join(folder, 'sample.crossguard'), { now });
    try {
      await importSample(store, resourcesFolder());
      return await readOpen(store, read);
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads a store on disk; the sample book where none is named. */
export const offline = <T>(path: string | null, read: Reading<T>): Promise<Outcome<T>> =>
  path === null
    ? ofSample(read)
    : ofStore(path, (at) => openStore(at, { readOnly: true, now }), read);

/** The same where something is kept in the store too, if it can be written. */
export const offlineKeeping = <T>(path: string | null, read: Reading<T>): Promise<Outcome<T>> =>
  path === null ? ofSample(read) : ofStore(path, openedToKeep, read);

/** The snapshot of a store on disk; of the sample book where none is named. */
export const snapshotOffline = (
  path: string | null,
  asOf: Instant | null,
): Promise<Outcome<RiskSnapshot>> =>
  offline(path, (store, resources, synthetic) =>
    snapshotOf(store, resources, asOf, new Map(), synthetic),
  );

/** All that a run on a store depends on; on the sample book where none is named. */
export const riskInputOffline = (
  path: string | null,
  asOf: Instant | null,
): Promise<Outcome<RiskInput>> =>
  offline(path, (store, resources, synthetic) =>
    riskInput(store, resources, asOf, new Map(), synthetic),
  );
