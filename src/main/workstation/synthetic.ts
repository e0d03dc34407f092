import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Store } from '../store/store.ts';
import { sampleFiles } from './sample.ts';

/** True while any live import is one of the sample book's files: such a book is labelled synthetic. */
export function holdsSample(store: Store, resources: string): boolean {
  const live = new Set(
    store.imports().flatMap(({ undoneAt, report }) => (undoneAt === null ? [report.sha256] : [])),
  );
  return sampleFiles(resources).some((path) =>
    live.has(createHash('sha256').update(readFileSync(path)).digest('hex')),
  );
}
