import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import { fail, type Outcome } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import { openStore } from '../store/open.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { resourcesFolder } from './data-folder.ts';
import { loadResources, snapshotOf } from './desk.ts';
import { importSample } from './sample.ts';
import { holdsSample } from './synthetic.ts';

const now = (): number => Date.now();

async function snapshotOfOpen(store: Store, asOf: Instant | null): Promise<Outcome<RiskSnapshot>> {
  const resources = await loadResources(resourcesFolder());
  return snapshotOf(store, resources, asOf, new Map(), holdsSample(store, resources.folder));
}

/** The snapshot of a store on disk, opened read-only. */
export async function snapshotOfStore(
  path: string,
  asOf: Instant | null,
): Promise<Outcome<RiskSnapshot>> {
  let store: Store;
  try {
    store = openStore(path, { readOnly: true, now });
  } catch (error) {
    if (error instanceof StoreError) return fail('malformed', error.message);
    throw error;
  }
  try {
    return await snapshotOfOpen(store, asOf);
  } finally {
    store.close();
  }
}

/** The snapshot of the sample book, imported into a store that is removed afterwards. */
export async function snapshotOfSample(asOf: Instant | null): Promise<Outcome<RiskSnapshot>> {
  const folder = mkdtempSync(join(tmpdir(), 'crossguard-sample-'));
  try {
    const store = openStore(join(folder, 'sample.crossguard'), { now });
    try {
      await importSample(store, resourcesFolder());
      return await snapshotOfOpen(store, asOf);
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
