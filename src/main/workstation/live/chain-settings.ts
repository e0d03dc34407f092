import type { ChainSettings } from '../../../engine/contract/chain.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { chainSettingsOf } from '../../parameters/chain.ts';
import type { Store } from '../../store/store.ts';

const SETTING = 'chain';

/** Nothing is asked. */
export const noChains: ChainSettings = {
  on: false,
  every: 12,
  nodes: [],
  hermes: null,
  assets: null,
};

/** Which nodes and servers of prices a store says to ask: none until the user says so. */
export function chainSettingsIn(store: Pick<Store, 'setting'>): Outcome<ChainSettings> {
  const set = store.setting(SETTING);
  if (set === undefined) return ok(noChains);
  const read = chainSettingsOf(set);
  return read.ok ? read : fail('malformed', `the store’s chains: ${read.failure.message}`);
}

export function keepChainSettings(store: Store, settings: ChainSettings): void {
  store.putSetting(SETTING, settings);
}
