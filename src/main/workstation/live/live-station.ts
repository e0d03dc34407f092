import type { FeedChange, FeedSettings, FeedsState } from '../../../engine/contract/feeds.ts';
import type { ReplayControl, ReplayOpen, ReplayState } from '../../../engine/contract/replay.ts';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import type { SurfacesView } from '../../../engine/contract/surface.ts';
import { surfacesOf } from '../../../engine/pricing/surface/surfaces.ts';
import type { RiskInput } from '../../../engine/run.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { addressFault } from '../../feeds/address-fault.ts';
import type { AccountDocument } from '../../feeds/accounts/account-follower.ts';
import type { Surroundings } from '../../feeds/connection/surroundings.ts';
import { Recorder } from '../../feeds/recording/recorder.ts';
import { venueAccounts, venueFeeds } from '../../feeds/venues.ts';
import type { KeyName } from '../../secrets/key-file.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { Store } from '../../store/store.ts';
import type { Handlers, PushListener } from '../../workstation.ts';
import { finder, type Resources } from '../desk.ts';
import { fileOfText } from '../files.ts';
import { importFile } from '../importing.ts';
import { quotesOfOptions } from '../option-quotes.ts';
import { feedSettingsIn, keepFeedSettings } from './feed-settings.ts';
import { LiveAccounts } from './live-accounts.ts';
import { LiveChain } from './live-chain.ts';
import { LiveDesk, type FindContract } from './live-desk.ts';
import { ReplayDesk } from './replay-desk.ts';
import type { LiveSide } from './with-live.ts';

export type LiveStationOptions = {
  readonly store: Store;
  readonly resources: Resources;
  readonly around: Surroundings;
  readonly keys: Vault;
  /** Changes of the store take turns. */
  readonly inTurn: <T>(step: () => Promise<T>) => Promise<T>;
  readonly inputAt: (at: Instant | null, side: LiveSide | null) => Outcome<RiskInput>;
  /** The past that is shown in the place of the present; null while there is none. */
  readonly reviewed: () => Instant | null;
  readonly recalculate: () => void;
  readonly onSnapshot: (snapshot: RiskSnapshot) => void;
  readonly onFault: (error: unknown) => void;
  readonly tell: PushListener;
};

type LiveHandlers = Pick<
  Handlers,
  | 'feeds'
  | 'setFeeds'
  | 'changeFeed'
  | 'openKeys'
  | 'lockKeys'
  | 'addKey'
  | 'removeKey'
  | 'market'
  | 'unwind'
  | 'surfaces'
  | 'recordings'
  | 'openReplay'
  | 'controlReplay'
  | 'replay'
  | 'chain'
  | 'setChain'
>;

/** All of a workstation that is live: venues, accounts read with keys, the recording and its replay. */
export class LiveStation {
  readonly handlers: LiveHandlers;
  /** Why the settings of the store are not followed; null where they are. */
  readonly fault: string | null;
  readonly #options: LiveStationOptions;
  readonly #live: LiveDesk;
  readonly #accounts: LiveAccounts;
  readonly #recorder: Recorder | null;
  readonly #chain: LiveChain;
  readonly #closing = new AbortController();
  #replay: ReplayDesk | null = null;

  constructor(options: LiveStationOptions) {
    const { store, around, keys, onSnapshot, onFault, recalculate, inTurn, tell } = options;
    this.#options = options;
    this.#recorder = store.readOnly ? null : new Recorder({ store, around });
    this.#live = new LiveDesk({
      around,
      feeds: venueFeeds,
      ...(this.#recorder === null ? {} : { tap: this.#recorder }),
      // While a recording is replayed, what is live goes on and is not shown.
      onSnapshot: (snapshot) => {
        if (this.#replay === null) onSnapshot(snapshot);
      },
      onLevels: (changes) => tell('levels', changes),
      onFeeds: () => tell('feeds', this.#feeds()),
      onFault,
      onContracts: recalculate,
    });
    this.#accounts = new LiveAccounts({
      vault: keys,
      accounts: venueAccounts,
      endpointsOf: (venue) => this.#live.endpointsOf(venue),
      around,
      onHoldings: (name, documents) => void inTurn(() => this.#keep(name, documents)),
      onFigures: recalculate,
    });
    const settings = feedSettingsIn(store);
    if (settings.ok) this.#live.set(settings.value);
    this.#chain = new LiveChain({
      store,
      around,
      onSources: (sources) => this.#live.takeOracles(sources),
      onOn: (isOn) => this.#live.askOracles(isOn),
      tell: (state) => tell('chain', state),
    });
    this.fault = settings.ok ? this.#chain.fault : settings.failure.message;
    this.handlers = {
      feeds: () => this.#feeds(),
      setFeeds: (wanted) => inTurn(async () => this.#follow(wanted)),
      changeFeed: (change) => inTurn(async () => this.#follow(this.#settingsWith(change))),
      openKeys: (passphrase) => this.#keysChanged(() => this.#accounts.open(passphrase)),
      lockKeys: () => this.#keysChanged(() => this.#accounts.lock()),
      addKey: (key) => this.#keysChanged(() => this.#accounts.add(key)),
      removeKey: (id) => this.#keysChanged(() => this.#accounts.remove(id)),
      market: (underlying) => this.#shown.view(underlying),
      unwind: () => this.#shown.unwind(),
      surfaces: (underlying) => this.#surfaces(underlying),
      recordings: async () => {
        await this.#recorder?.flush();
        return store.recordings().map(({ venue, from, to, frames, bytes }) => {
          return { venue, from, to, frames, bytes };
        });
      },
      openReplay: (what) => inTurn(() => this.#openReplay(what)),
      controlReplay: (control) => this.#controlReplay(control),
      replay: () => this.#replay?.state ?? null,
      chain: () => this.#chain.state,
      setChain: (wish) =>
        inTurn(async () => {
          const state = this.#chain.set(wish);
          recalculate();
          return state;
        }),
    };
  }

  /** True while a venue is followed or a recording is replayed. */
  get isOn(): boolean {
    return this.#shown.isOn;
  }

  /** True while a recording is shown in the place of what is live. */
  get isReplayed(): boolean {
    return this.#replay !== null;
  }

  /** The clock of what is shown. */
  get now(): Instant {
    return this.#shown.now;
  }

  /** What the venues say, of those that are followed or replayed; null where none is. */
  side(): LiveSide | null {
    const side = this.#shown.side();
    if (side === null) return null;
    return this.#replay === null
      ? { ...side, figures: this.#accounts.figures, gas: this.#chain.gas }
      : { ...side, figures: [] };
  }

  /** @returns the snapshot of a book that is followed from now on */
  begin(input: RiskInput): RiskSnapshot {
    return this.#shown.begin(input, this.#finder(this.side()?.contracts ?? [], this.now));
  }

  stop(): void {
    this.#closing.abort(new Error('the workstation is closing'));
    this.#live.stop();
    this.#chain.stop();
    this.#accounts.stop();
    void this.#replay?.close();
    this.#recorder?.closeNow();
  }

  /** The recording while one is replayed, else what is live. */
  get #shown(): LiveDesk {
    return this.#replay?.desk ?? this.#live;
  }

  #feeds(): FeedsState {
    const { keys, accounts } = this.#accounts;
    const recording = this.#recorder?.status ?? null;
    return { ...this.#live.state(), keys, accounts, recording };
  }

  #settingsWith({ id, ...change }: FeedChange): FeedSettings {
    const { venues } = this.#live.settings;
    const before = venues.find((one) => one.id === id) ?? { id, on: false, endpoints: {} };
    return { venues: [...venues.filter((one) => one.id !== id), { ...before, ...change }] };
  }

  #follow(settings: FeedSettings): FeedsState {
    const fault = addressFault(venueFeeds, settings);
    if (fault !== null) throw new Error(fault);
    keepFeedSettings(this.#options.store, settings);
    this.#live.set(settings);
    this.#accounts.follow();
    this.#options.recalculate();
    return this.#feeds();
  }

  #keysChanged(change: () => void): FeedsState {
    change();
    const state = this.#feeds();
    this.#options.tell('feeds', state);
    return state;
  }

  #finder(contracts: LiveSide['contracts'], at: Instant): FindContract {
    const { store, resources } = this.#options;
    const own = store.contracts().map(({ item }) => item);
    const find = finder([...contracts, ...own], resources, at);
    return (symbol, market) => {
      const found = find(symbol, market, at);
      return found.ok ? found.value : null;
    };
  }

  /** Keeps what an account holds now, as an import like any other. */
  async #keep({ venue, account }: KeyName, documents: readonly AccountDocument[]): Promise<void> {
    const ends = this.#closing.signal;
    for (const { format, title, text, receivedAt } of documents) {
      const file = fileOfText(`${venue} ${title} (live)`, text, receivedAt);
      const choices = { account, format, mapping: null };
      await importFile(this.#options.store, file, choices, 'commit', 0, () => undefined, ends);
    }
    this.#options.recalculate();
  }

  /** Surfaces of what venues quote now; where none is followed or a past is shown, of the quotes in the store. */
  #surfaces(underlying: Asset): SurfacesView | null {
    const { reviewed } = this.#options;
    const past = reviewed();
    const live = past === null ? this.#shown.optionQuotes(underlying) : null;
    if (live !== null && live.length > 0) return surfacesOf(live, this.now);
    const { store, resources } = this.#options;
    const quotes = store.quotes(past ?? undefined).map(({ item }) => item);
    const newest = quotes.reduce((latest, { at }) => Math.max(latest, at), 0);
    if (newest === 0) return null;
    const contracts = store.contracts().map(({ item }) => item);
    const find = finder(contracts, resources, instant(newest));
    const { items } = quotesOfOptions(quotes, find);
    const own = items.filter(({ instrument }) => instrument.underlying === underlying);
    return own.length === 0 ? null : surfacesOf(own, instant(newest));
  }

  async #openReplay(what: ReplayOpen): Promise<ReplayState> {
    await this.#closeReplay();
    await this.#recorder?.flush();
    const { store, around, inputAt, onSnapshot, onFault, tell, recalculate } = this.#options;
    const opened = await ReplayDesk.open(
      {
        store,
        around,
        inputAt,
        finder: (contracts, at) => this.#finder(contracts, at),
        onSnapshot,
        onLevels: (changes) => tell('levels', changes),
        onState: (state) => tell('replay', state),
        onFault,
      },
      what,
    );
    if (!opened.ok) {
      recalculate();
      throw new Error(opened.failure.message);
    }
    this.#replay = opened.value;
    tell('replay', this.#replay.state);
    return this.#replay.state;
  }

  async #controlReplay(control: ReplayControl): Promise<ReplayState | null> {
    if (control.action === 'close') {
      await this.#closeReplay();
      this.#options.recalculate();
      return null;
    }
    if (this.#replay === null) throw new Error('nothing is replayed');
    const done = await this.#replay.control(control);
    if (!done.ok) throw new Error(done.failure.message);
    return done.value;
  }

  async #closeReplay(): Promise<void> {
    const replay = this.#replay;
    if (replay === null) return;
    this.#replay = null;
    await replay.close();
    this.#options.tell('replay', null);
  }
}
