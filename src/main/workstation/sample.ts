import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileReport } from '../../engine/contract/imports.ts';
import type { Store } from '../store/store.ts';
import { fileOnDisk } from './files.ts';
import { importFile } from './importing.ts';

const kinds = /\.(json|csv|xml)$/;

/** Files of the sample book, in order: venues by name, then their files. */
export function sampleFiles(resources: string): readonly string[] {
  const folder = join(resources, 'sample');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kinds.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The instant that the sample book is invented for: the time of its files that state none. */
const sampleTime = (resources: string): number =>
  Date.parse(readFileSync(join(resources, 'sample', 'as-of.txt'), 'utf8').trim());

/** Imports the sample book: invented positions in the formats of real venues. */
export async function importSample(
  store: Store,
  resources: string,
): Promise<readonly FileReport[]> {
  const reports: FileReport[] = [];
  const never = new AbortController().signal;
  const choices = { account: 'sample', format: null, mapping: null };
  for (const path of sampleFiles(resources)) {
    const file = { ...(await fileOnDisk(path)), time: sampleTime(resources) };
    const { report } = await importFile(store, file, choices, 'commit', 0, () => {}, never);
    reports.push(report);
  }
  return reports;
}
