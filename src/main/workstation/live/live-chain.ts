import type { ChainState, ChainWish } from '../../../engine/contract/chain.ts';
import type { GasNow, GasQuantiles } from '../../../engine/contract/gas.ts';
import { gasQuantiles } from '../../../engine/measures/gas-history.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { usualPatience } from '../../chain/asked-json.ts';
import { ChainFollower } from '../../chain/follower.ts';
import { shippedOracles } from '../../chain/shipped.ts';
import type { Surroundings } from '../../feeds/connection/surroundings.ts';
import type { SpotSource } from '../../feeds/live/spot-sources.ts';
import { chainSettingsFrom } from '../../parameters/chain.ts';
import type { Store } from '../../store/store.ts';
import { gasHistoryIn, sinceDays } from '../gas-history.ts';
import { chainSettingsIn, keepChainSettings, noChains } from './chain-settings.ts';

/** Days of gas prices that quantiles are of. */
const YEAR = 365;
/** Milliseconds that answers are gathered for before the window is told. */
const GATHERED = 200;
/** Milliseconds after which the store's history is looked at again. */
const LOOKED = 60_000;

export type LiveChainOptions = {
  readonly store: Store;
  readonly around: Surroundings;
  readonly onSources: (sources: readonly SpotSource[]) => void;
  /** Oracles are asked from now on, or no longer. */
  readonly onOn: (isOn: boolean) => void;
  readonly tell: (state: ChainState) => void;
};

/** Nodes and servers of prices that are asked, as the settings of the store say. */
export class LiveChain {
  /** Why the settings of the store are not followed; null where they are. */
  readonly fault: string | null;
  readonly #options: LiveChainOptions;
  readonly #known = shippedOracles();
  #settings = noChains;
  #follower: ChainFollower;
  #cancelTelling: (() => void) | null = null;
  #history: { readonly at: number; readonly of: Outcome<GasQuantiles> } | null = null;

  constructor(options: LiveChainOptions) {
    this.#options = options;
    const settings = chainSettingsIn(options.store);
    this.fault = settings.ok ? null : settings.failure.message;
    if (settings.ok) this.#settings = settings.value;
    this.#follower = this.#follow();
  }

  /** What gas costs on each chain that is asked. */
  get gas(): readonly GasNow[] {
    return this.#follower.gas;
  }

  get state(): ChainState {
    return { ...this.#follower.state, gasHistory: this.#gasHistory() };
  }

  /** @throws when something is to be kept that is not there */
  set(wish: ChainWish): ChainState {
    this.#settings = chainSettingsFrom(wish, this.#settings);
    keepChainSettings(this.#options.store, this.#settings);
    this.#follower.stop();
    this.#follower = this.#follow();
    this.#tell();
    return this.state;
  }

  stop(): void {
    this.#follower.stop();
    this.#cancelTelling?.();
    this.#cancelTelling = null;
  }

  #follow(): ChainFollower {
    const { around, onSources, onOn } = this.#options;
    const settings = this.#settings;
    onOn(settings.on);
    return new ChainFollower({
      settings,
      known: this.#known,
      around,
      patience: usualPatience,
      onSources,
      onState: () => this.#tell(),
    });
  }

  #gasHistory(): Outcome<GasQuantiles> {
    const { store, around } = this.#options;
    const now = around.elapsed();
    if (this.#history !== null && now - this.#history.at < LOOKED) return this.#history.of;
    const found = gasHistoryIn(store.priceSeries());
    const of = found.ok ? gasQuantiles(found.value, sinceDays(found.value, YEAR)) : found;
    this.#history = { at: now, of };
    return of;
  }

  #tell(): void {
    this.#cancelTelling ??= this.#options.around.after(GATHERED, () => {
      this.#cancelTelling = null;
      this.#options.tell(this.state);
    });
  }
}
