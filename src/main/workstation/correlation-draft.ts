import type { CorrelationDraft } from '../../engine/contract/correlation.ts';
import { correlationDraft } from '../parameters/correlation-edits.ts';
import type { Store } from '../store/store.ts';

const SETTING = 'correlation-draft';

/** The edits of correlations that a store keeps; none where it keeps none. @throws when they are broken */
export function draftIn(store: Store): CorrelationDraft {
  const kept = store.setting(SETTING);
  return kept === undefined ? { edits: [] } : correlationDraft.parse(kept);
}

/** Keeps them; the answer is what the store then has. */
export function keepDraft(store: Store, draft: CorrelationDraft): CorrelationDraft {
  store.putSetting(SETTING, draft);
  return draft;
}
