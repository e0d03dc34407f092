import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HouseDocument } from '../../engine/contract/house-document.ts';
import { fail, type Outcome } from '../../engine/values/outcome.ts';
import { housePolicy, type ReadPolicy } from '../parameters/house.ts';
import type { Store } from '../store/store.ts';

const SETTING = 'house-policy';

/** The policy that comes with the product. @throws when the project's own file is broken */
function ownPolicy(resources: string): ReadPolicy {
  const path = join(resources, 'house', 'policy.json');
  const read = housePolicy(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.ok) throw new Error(`${path}: ${read.failure.message}`);
  return read.value;
}

/** The policy that the user set in a store, else the product's own. */
export function policyInForce(store: Store, resources: string): Outcome<ReadPolicy> {
  const set = store.setting(SETTING);
  if (set === undefined) return { ok: true, value: ownPolicy(resources) };
  const read = housePolicy(set);
  return read.ok ? read : fail('malformed', `the store’s house policy: ${read.failure.message}`);
}

/** Sets the policy of a store, unless something is wrong with it. */
export function setPolicy(store: Store, content: unknown): Outcome<ReadPolicy> {
  const read = housePolicy(content);
  if (read.ok) store.putSetting(SETTING, read.value.written);
  return read;
}

/** A policy as written. @throws when there is none, with the reason */
export function policyIn(read: Outcome<ReadPolicy>): HouseDocument {
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.written;
}
