import type {
  ChainReading,
  ChainSettings,
  ChainSource,
  ChainState,
} from '../../engine/contract/chain.ts';
import type { GasNow } from '../../engine/contract/gas.ts';
import { ok, type Outcome } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import { fullJitter } from '../feeds/connection/backoff.ts';
import type { Surroundings } from '../feeds/connection/surroundings.ts';
import type { SpotSource } from '../feeds/live/spot-sources.ts';
import type { Patience } from './asked-json.ts';
import { endpointOf } from './endpoint.ts';
import { oracleSource } from './oracle-source.ts';
import { hermesPlace, nodePlace, type KnownOracles, type Place, type Round } from './place.ts';
import type { ReadFeed } from './read-feed.ts';

export type ChainFollowerOptions = {
  readonly settings: ChainSettings;
  readonly known: KnownOracles;
  readonly around: Surroundings;
  readonly patience: Patience;
  /** Prices to be compared with those of venues. */
  readonly onSources: (sources: readonly SpotSource[]) => void;
  /** A place answered, or failed to. */
  readonly onState: () => void;
};

type Followed = {
  readonly place: Place;
  state: ChainSource['state'];
  lastAnswer: Instant | null;
  fault: string | null;
  failures: number;
  gas: Outcome<GasNow> | null;
  readonly readings: Map<string, ReadFeed & { readonly readAt: Instant }>;
};

/** Longest wait before a place that fails is asked again, milliseconds. */
const LONGEST = 300_000;

/** The places of settings. An address that cannot be used is left out: settings are checked when they are set. */
function placesOf({ nodes, hermes }: ChainSettings, known: KnownOracles): readonly Place[] {
  return [
    ...nodes.flatMap(({ url, chainId }) => {
      const endpoint = endpointOf(url);
      return endpoint.ok ? [nodePlace(endpoint.value, chainId, known)] : [];
    }),
    ...(hermes === null ? [] : [hermes]).flatMap(({ url, key }) => {
      const endpoint = endpointOf(url, key);
      return endpoint.ok ? [hermesPlace(endpoint.value, known)] : [];
    }),
  ];
}

/** Asks nodes and servers of prices, each at its own pace: every so many seconds, longer while it fails. */
export class ChainFollower {
  readonly #options: ChainFollowerOptions;
  readonly #followed: readonly Followed[];
  readonly #closing = new AbortController();
  readonly #cancels = new Map<Followed, () => void>();

  constructor(options: ChainFollowerOptions) {
    this.#options = options;
    const { settings, known } = options;
    this.#followed = placesOf(settings, known).map((place) => ({
      place,
      state: settings.on ? 'asking' : 'off',
      lastAnswer: null,
      fault: null,
      failures: 0,
      gas: null,
      readings: new Map(),
    }));
    if (settings.on) for (const one of this.#followed) void this.#round(one);
  }

  /** What gas costs by the last answers. */
  get gas(): readonly GasNow[] {
    return this.#followed.flatMap(({ gas }) => (gas?.ok === true ? [gas.value] : []));
  }

  get state(): Omit<ChainState, 'gasHistory'> {
    const { settings, around } = this.#options;
    const asOf = around.now();
    const { on, every, assets } = settings;
    return {
      asOf,
      on,
      every,
      assets,
      sources: this.#followed.map(sourceOf),
      readings: this.#followed
        .flatMap(({ readings }) => [...readings.values()].map((one) => shownReading(one, asOf)))
        .toSorted((a, b) => (a.feed < b.feed ? -1 : 1)),
      gas: this.#followed.flatMap(({ place, gas }) =>
        gas === null ? [] : [{ chain: place.chain()?.title ?? place.endpoint.name, now: gas }],
      ),
    };
  }

  stop(): void {
    this.#closing.abort();
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }

  async #round(one: Followed): Promise<void> {
    const { settings, around, patience, onState } = this.#options;
    const { signal } = this.#closing;
    const asking = { around, patience, signal };
    const found = await one.place.ask(settings.assets, asking, around.now);
    if (signal.aborted) return;
    if (found.ok) this.#took(one, found.value);
    else {
      one.failures++;
      one.state = 'failing';
      one.fault = found.failure.message;
    }
    onState();
    const every = settings.every * 1000;
    const longer = fullJitter(one.failures + 1, { least: every, most: LONGEST }, around.random());
    const wait = one.failures === 0 ? every : Math.max(every, longer);
    this.#cancels.set(
      one,
      around.after(wait, () => void this.#round(one)),
    );
  }

  #took(one: Followed, { feeds, gas }: Round): void {
    const readAt = this.#options.around.now();
    one.failures = 0;
    one.state = 'live';
    one.lastAnswer = readAt;
    const faults = feeds.flatMap(({ reading }) => (reading.ok ? [] : [reading.failure.message]));
    if (gas?.ok === false) faults.push(gas.failure.message);
    const [first] = faults;
    const others = faults.length < 2 ? '' : `; and ${faults.length - 1} more readings failed`;
    one.fault = first === undefined ? null : `${first}${others}`;
    if (gas !== null) one.gas = gas;
    for (const feed of feeds) one.readings.set(feed.feed, { ...feed, readAt });
    this.#options.onSources(
      feeds.flatMap(({ reading }) => (reading.ok ? [oracleSource(reading.value, readAt)] : [])),
    );
  }
}

const sourceOf = ({ place, state, lastAnswer, fault }: Followed, id: number): ChainSource => ({
  id,
  kind: place.kind,
  name: place.endpoint.name,
  chain: place.chain()?.title ?? null,
  chainId: place.chain()?.id ?? null,
  state,
  lastAnswer,
  fault,
});

/** A reading as it stands now: it ages after it was read. */
export function shownReading(
  { feed, reading, readAt }: ReadFeed & { readonly readAt: Instant },
  now: Instant,
): ChainReading {
  if (!reading.ok) return { feed, readAt, price: reading };
  const { asset, quote, value, confidence, at, age, doubts } = reading.value;
  const old = Math.max(0, now - at);
  const stale = old > age.most;
  return {
    feed,
    readAt,
    price: ok({
      asset,
      quote,
      text: value.text,
      value: value.number,
      confidence,
      at,
      age: old,
      standing: stale ? 'stale' : doubts.length > 0 ? 'doubtful' : 'counts',
      reason: stale || doubts.length === 0 ? age.reason : doubts.join('; '),
    }),
  };
}
