import { openStore } from '../../../../src/main/store/open.ts';
import { StoreError } from '../../../../src/main/store/store-error.ts';

/** Opens a store (`read` or `write`) and prints what came of it: balances held, or kind and message. */
const [path = '', mode] = process.argv.slice(2);
try {
  const store = openStore(path, { now: Date.now, readOnly: mode === 'read' });
  process.stdout.write(`${store.balances().length} balances`);
  store.close();
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  process.stdout.write(`${error.kind}: ${error.message}`);
}
