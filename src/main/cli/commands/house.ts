import { readFileSync } from 'node:fs';
import { fail, type Outcome } from '../../../engine/values/outcome.ts';
import { houseSchema, type ReadPolicy } from '../../parameters/house.ts';
import { openStore } from '../../store/open.ts';
import { StoreError } from '../../store/store-error.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { policyInForce, setPolicy } from '../../workstation/house-policy.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard house --store FILE [--set POLICY.json]
       crossguard house --schema

prints the policy by which the house margins its netted book, or sets another
--schema prints the JSON schema of a policy`;

function contentOf(path: string): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    return fail('malformed', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function policyOf(path: string, set: string | undefined): Outcome<ReadPolicy> {
  const content = set === undefined ? null : contentOf(set);
  if (content !== null && !content.ok) return content;
  const store = openStore(path, { readOnly: content === null, now: Date.now });
  try {
    return content === null
      ? policyInForce(store, resourcesFolder())
      : setPolicy(store, content.value);
  } finally {
    store.close();
  }
}

function attempted(path: string, set: string | undefined): Outcome<ReadPolicy> {
  try {
    return policyOf(path, set);
  } catch (error) {
    if (error instanceof StoreError) return fail('not-applicable', error.message);
    throw error;
  }
}

/** `house`: the house policy of a store. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['schema'], values: ['store', 'set'] }, usage);
  if (!found.ok) return 1;
  if (found.flags.has('schema')) {
    process.stdout.write(`${JSON.stringify(houseSchema(), null, 2)}\n`);
    return 0;
  }
  const store = found.values.get('store');
  if (store === undefined) {
    process.stderr.write(`crossguard: which store? Name its file with --store\nusage: ${usage}\n`);
    return 1;
  }
  const read = attempted(store, found.values.get('set'));
  if (!read.ok) {
    process.stderr.write(`crossguard: ${read.failure.message}\n`);
    return 1;
  }
  process.stdout.write(`${JSON.stringify(read.value.written, null, 2)}\n`);
  return 0;
}
