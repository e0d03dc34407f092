import type { StressScenario } from '../../engine/model/stress.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { stressScenariosOf } from '../parameters/stress.ts';
import type { Store } from '../store/store.ts';

const SETTING = 'stress-scenarios';

/** The user's own scenarios of a store; none until they set any. */
export function ownScenarios(store: Store): Outcome<readonly StressScenario[]> {
  const set = store.setting(SETTING);
  if (set === undefined) return ok([]);
  const read = stressScenariosOf(set);
  return read.ok ? read : fail('malformed', `the store’s scenarios: ${read.failure.message}`);
}

/** The documents of the user's own scenarios, as they were set. */
export function scenarioDocuments(store: Store): Outcome<unknown> {
  return ok(store.setting(SETTING) ?? []);
}

/** Sets the scenarios of a store in place of those that it had, unless something is wrong with them. */
export function setScenarios(store: Store, content: unknown): Outcome<unknown> {
  const read = stressScenariosOf(content);
  if (!read.ok) return read;
  store.putSetting(SETTING, content);
  return ok(content);
}

/** The user's own, then those of the library whose id they do not use. */
export function inForce(
  own: readonly StressScenario[],
  shipped: readonly StressScenario[],
): readonly StressScenario[] {
  const taken = new Set(own.map(({ id }) => id));
  return [...own, ...shipped.filter(({ id }) => !taken.has(id))];
}
