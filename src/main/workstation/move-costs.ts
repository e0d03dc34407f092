import type { MoveCosts } from '../../engine/model/move-costs.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { moveCostsOf } from '../parameters/move-costs.ts';
import type { Store } from '../store/store.ts';

const SETTING = 'move-costs';

/** What the user stated in a store of the costs of moving and trading; nothing until they do. */
export function costsInForce(store: Store): Outcome<MoveCosts> {
  const set = store.setting(SETTING);
  if (set === undefined) return ok({ transfers: [], trading: [] });
  const read = moveCostsOf(set);
  return read.ok ? read : fail('malformed', `the store’s costs: ${read.failure.message}`);
}

/** Sets the costs of a store, unless something is wrong with them. */
export function setCosts(store: Store, content: unknown): Outcome<MoveCosts> {
  const read = moveCostsOf(content);
  if (read.ok) store.putSetting(SETTING, read.value);
  return read;
}

/** The costs themselves. @throws when there are none, with the reason */
export function costsIn(read: Outcome<MoveCosts>): MoveCosts {
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}
