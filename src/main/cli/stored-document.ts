import { fail, type Outcome } from '../../engine/values/outcome.ts';
import { openStore } from '../store/open.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { parsed } from './arguments.ts';
import { jsonFile } from './json-file.ts';

/** A document of the user's that a store keeps. */
type StoredDocument = {
  readonly usage: string;
  readonly schema: () => object;
  readonly read: (store: Store) => Outcome<unknown>;
  /** Sets it unless something is wrong with it; the answer is what the store then keeps. */
  readonly set: (store: Store, content: unknown) => Outcome<unknown>;
};

/** Opens a store, asks it something and closes it. What is wrong with the file is the answer. */
function ofStore<T>(
  path: string,
  readOnly: boolean,
  ask: (store: Store) => Outcome<T>,
): Outcome<T> {
  try {
    const store = openStore(path, { readOnly, now: Date.now });
    try {
      return ask(store);
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof StoreError) return fail('not-applicable', error.message);
    throw error;
  }
}

/** What a store keeps, read only. */
export const readOfStore = <T>(path: string, read: (store: Store) => Outcome<T>): Outcome<T> =>
  ofStore(path, true, read);

function inStore(path: string, file: string | undefined, of: StoredDocument): Outcome<unknown> {
  const content = file === undefined ? null : jsonFile(file);
  if (content === null) return readOfStore(path, of.read);
  return content.ok ? ofStore(path, false, (store) => of.set(store, content.value)) : content;
}

/** A command that prints such a document, or sets another with `--set FILE`. */
export function storedDocumentCommand(of: StoredDocument, args: readonly string[]): number {
  const found = parsed(args, { flags: ['schema'], values: ['store', 'set'] }, of.usage);
  if (!found.ok) return 1;
  if (found.flags.has('schema')) {
    process.stdout.write(`${JSON.stringify(of.schema(), null, 2)}\n`);
    return 0;
  }
  const path = found.values.get('store');
  if (path === undefined) {
    process.stderr.write(
      `crossguard: which store? Name its file with --store\nusage: ${of.usage}\n`,
    );
    return 1;
  }
  const read = inStore(path, found.values.get('set'), of);
  if (!read.ok) {
    process.stderr.write(`crossguard: ${read.failure.message}\n`);
    return 1;
  }
  process.stdout.write(`${JSON.stringify(read.value, null, 2)}\n`);
  return 0;
}
