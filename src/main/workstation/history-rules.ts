import type { HistoryRule } from '../../engine/model/history-rule.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { historyRulesOf } from '../parameters/history-rules.ts';
import type { Store } from '../store/store.ts';

const SETTING = 'history-rules';

/** The user's rules for short price histories; none until they set any. */
export function historyRulesInForce(store: Store): Outcome<readonly HistoryRule[]> {
  const set = store.setting(SETTING);
  if (set === undefined) return ok([]);
  const read = historyRulesOf(set);
  return read.ok ? read : fail('malformed', `the store’s history rules: ${read.failure.message}`);
}

/** Sets the rules of a store, unless something is wrong with them. */
export function setHistoryRules(store: Store, content: unknown): Outcome<readonly HistoryRule[]> {
  const read = historyRulesOf(content);
  if (read.ok) store.putSetting(SETTING, read.value);
  return read;
}
