import type { FeedSettings } from '../../../engine/contract/feeds.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { feedSettingsOf } from '../../parameters/feeds.ts';
import type { Store } from '../../store/store.ts';

const SETTING = 'feeds';

/** Which venues a store says to follow: none until the user says so. */
export function feedSettingsIn(store: Store): Outcome<FeedSettings> {
  const set = store.setting(SETTING);
  if (set === undefined) return ok({ venues: [] });
  const read = feedSettingsOf(set);
  return read.ok ? read : fail('malformed', `the store’s feeds: ${read.failure.message}`);
}

export function keepFeedSettings(store: Store, settings: FeedSettings): void {
  store.putSetting(SETTING, settings);
}
