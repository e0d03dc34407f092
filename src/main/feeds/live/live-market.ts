import type { FeedSettings } from '../../../engine/contract/feeds.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { VenueBook } from '../../../engine/model/live-books.ts';
import type { ForwardKey, Quote } from '../../../engine/model/market.ts';
import type { PriceBand } from '../../../engine/model/price-band.ts';
import type { Asset, InstrumentId } from '../../../engine/values/ids.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { ClockWatch } from '../connection/clock-watch.ts';
import type { Surroundings } from '../connection/surroundings.ts';
import type { FeedEvent, Frame } from '../events.ts';
import type { FeedTap } from '../recording/tap.ts';
import type { VenueFeed } from '../venue-feed.ts';
import type { VenueMarket } from '../venue-market.ts';
import { VenueSession } from '../venue-session.ts';
import { IndexAgreement, type Agreement } from './index-agreement.ts';
import type { ContractItem } from '../../imports/format.ts';
import { contractQuotes, ourTime } from './live-quotes.ts';
import { LoneWatch } from '../lone-watch.ts';
import { markFault, volatilityFault } from './mark-fence.ts';
import { indexSource, tickerSource, type SpotSource } from './spot-sources.ts';
import { wantedOf } from './wanted.ts';

/** What the desk follows: what it holds, and what that depends on. */
export type Followed = {
  readonly held: readonly Instrument[];
  /** All but the reporting currency. */
  readonly assets: readonly Asset[];
  readonly reporting: Asset;
  readonly pegged: readonly Asset[];
  /** What assets cost as far as the store knows, reporting currency: the first live price is compared with it. */
  readonly spots: ReadonlyMap<Asset, Quote>;
  /** The contract that a symbol names; null where it is not known. */
  readonly find: (symbol: string, market: Instrument['market']) => Instrument | null;
};

/** A value that a venue stated and that is not believed. */
export type FencedMark = {
  readonly instrument: InstrumentId;
  readonly reason: string;
  readonly at: Instant;
};

/** What is newly known of the market. Times are of our clock. */
export type LiveChanges = {
  readonly marks: ReadonlyMap<InstrumentId, Quote>;
  readonly volatilities: ReadonlyMap<InstrumentId, Quote>;
  readonly forwards: ReadonlyMap<ForwardKey, Quote>;
  readonly spots: ReadonlyMap<Asset, Quote>;
  /** Of every asset whose price the sources agree on. */
  readonly bands: ReadonlyMap<Asset, PriceBand>;
};

export type LiveOptions = {
  readonly feeds: readonly VenueFeed[];
  readonly around: Surroundings;
  /** Something of the market changed: `changes` has it. */
  readonly onChange: () => void;
  /** A venue told of contracts that were not known. */
  readonly onContracts: () => void;
  /** Our clock was set back: what was computed as of then is as of a time to come. */
  readonly onClockSet: () => void;
  /** Where what comes is recorded. */
  readonly tap?: FeedTap;
};

const nothing: Followed['find'] = () => null;

/** The live side of the market: venues that are followed, and what they say, checked against each other. */
export class LiveMarket {
  readonly #options: LiveOptions;
  readonly #sessions = new Map<string, { session: VenueSession; endpoints: string }>();
  readonly #agreement = new IndexAgreement();
  readonly #agreements = new Map<Asset, Agreement>();
  readonly #fenced = new Map<InstrumentId, FencedMark>();
  readonly #known = {
    marks: new Map<InstrumentId, Quote>(),
    volatilities: new Map<InstrumentId, Quote>(),
    forwards: new Map<ForwardKey, Quote>(),
    spots: new Map<Asset, Quote>(),
    bands: new Map<Asset, PriceBand>(),
  };
  readonly #dirty = new Map<
    string,
    { readonly venue: VenueMarket; readonly symbol: string } & Pick<Instrument, 'market'>
  >();
  readonly #prices = new LoneWatch();
  readonly #clock: ClockWatch;
  /** Whether all that is known has to be told anew. */
  #isMoved = false;
  #instruments = new Map<string, Instrument | null>();
  /** In the place of venues that are followed; null: those are. */
  #shown: readonly VenueMarket[] | null = null;
  #followed: Followed | null = null;
  /** Sources that are no venue and are asked: their prices are live without any. */
  #oracles: ReadonlySet<string> | null = null;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#clock = new ClockWatch(options.around);
  }

  /** True while any venue is followed or shown, or oracles are asked. */
  get isOn(): boolean {
    return this.#shown !== null || this.#sessions.size > 0 || this.#oracles !== null;
  }

  /** Compares what oracles say with what venues do, from now on or no longer. Anew: what they said is forgotten. */
  askOracles(isOn: boolean): void {
    const before = this.#oracles;
    this.#oracles = isOn ? new Set() : null;
    if (before === null || before.size === 0) return;
    this.#agreement.forget((source) => before.has(source));
    this.#agreeAnew();
    this.#options.onChange();
  }

  /** Prices that oracles state; passed over while none is asked. */
  takeOracles(sources: readonly SpotSource[]): void {
    if (this.#oracles === null || sources.length === 0) return;
    for (const one of sources) this.#agreement.put(this.#watched(one));
    this.#oracles = new Set([...this.#oracles, ...sources.map(({ source }) => source)]);
    this.#options.onChange();
  }

  get sessions(): readonly VenueSession[] {
    return [...this.#sessions.values()].map(({ session }) => session);
  }

  get venues(): readonly VenueMarket[] {
    return this.#shown ?? this.sessions.map(({ market }) => market);
  }

  /** Takes venues as they stand at one time of a recording: all of what they say is new. */
  show(venues: readonly VenueMarket[]): void {
    const before = this.#shown ?? [];
    // Going back leaves nothing of what came later.
    if (before.some((one) => !venues.includes(one))) this.#forgetAll();
    this.#shown = venues;
    for (const venue of venues) {
      for (const { symbol, market } of venue.tickers.all) {
        this.#dirty.set(`${symbol}.${market}`, { venue, symbol, market });
      }
      for (const { event, receivedAt } of venue.indexes.values()) {
        this.#agreement.put(indexSource(venue, event, receivedAt));
      }
    }
    this.#options.onChange();
  }

  /** All that is known by now, as `changes` gave it bit by bit. */
  get known(): LiveChanges {
    return this.#known;
  }

  get agreements(): readonly Agreement[] {
    return [...this.#agreements.values()];
  }

  get fencedMarks(): readonly FencedMark[] {
    return [...this.#fenced.values()];
  }

  /** Turns venues on and off. What one that was turned off said is forgotten. */
  set({ venues }: FeedSettings): void {
    for (const feed of this.#options.feeds) {
      const wish = venues.find(({ id }) => id === feed.id);
      const endpoints = JSON.stringify(wish?.endpoints ?? {});
      const open = this.#sessions.get(feed.id);
      if (open !== undefined && (wish?.on !== true || open.endpoints !== endpoints)) {
        this.#close(feed.id, open.session);
      }
      if (wish?.on === true && !this.#sessions.has(feed.id)) {
        const session = new VenueSession({
          feed,
          endpoints: wish.endpoints,
          around: this.#options.around,
          tap: this.#options.tap,
          onFrame: (market, frame, events) => this.#take(market, frame, events),
          onState: this.#options.onChange,
        });
        this.#sessions.set(feed.id, { session, endpoints });
      }
    }
    this.#followAll();
  }

  follow(followed: Followed): void {
    this.#followed = followed;
    this.#instruments = new Map();
    this.#followAll();
  }

  stop(): void {
    for (const { session } of this.#sessions.values()) session.stop();
    this.#sessions.clear();
  }

  /** What changed since the last call. */
  changes(now: Instant): LiveChanges {
    this.#watchClock();
    const changed = {
      marks: new Map<InstrumentId, Quote>(),
      volatilities: new Map<InstrumentId, Quote>(),
      forwards: new Map<ForwardKey, Quote>(),
      spots: new Map<Asset, Quote>(),
      bands: this.#known.bands,
    };
    const dirty = [...this.#dirty.values()];
    this.#dirty.clear();
    for (const { venue, symbol, market } of dirty) this.#sourceOf(venue, symbol, market);
    this.#agree(changed.spots, now);
    for (const { venue, symbol, market } of dirty) {
      this.#quotesOf(venue, symbol, market, changed, now);
    }
    if (!this.#isMoved) return changed;
    this.#isMoved = false;
    return { ...this.#known };
  }

  /** Contracts that the venues have told of. */
  get contracts(): readonly ContractItem[] {
    return this.venues.flatMap(({ contracts }) => [...contracts.values()]);
  }

  /** The order books that are whole, of contracts that are known. */
  books(): readonly VenueBook[] {
    const books: VenueBook[] = [];
    for (const venue of this.venues) {
      for (const { market, symbol, synced } of venue.books.books) {
        const instrument = this.#instrument(symbol, market);
        if (instrument === null || synced.state !== 'live' || synced.at === null) continue;
        books.push({
          instrument,
          bids: synced.book.bids(),
          asks: synced.book.asks(),
          at: ourTime(venue, synced.at, this.#options.around.now()),
        });
      }
    }
    return books;
  }

  #forgetAll(): void {
    this.#agreement.forget(() => true);
    this.#agreements.clear();
    this.#fenced.clear();
    for (const known of Object.values(this.#known)) known.clear();
  }

  #close(id: string, session: VenueSession): void {
    session.stop();
    this.#sessions.delete(id);
    const { title } = session.market.feed;
    this.#agreement.forget((source) => source.startsWith(`${title} `));
    const { marks, volatilities, forwards } = this.#known;
    withoutSource(marks, title);
    withoutSource(volatilities, title);
    withoutSource(forwards, title);
    this.#agreeAnew();
  }

  /** Prices that others state too are agreed on anew. */
  #agreeAnew(): void {
    this.#known.spots.clear();
    this.#known.bands.clear();
  }

  #followAll(): void {
    const followed = this.#followed;
    if (followed === null) return;
    for (const { session } of this.#sessions.values()) {
      const { feed, contracts } = session.market;
      session.follow(wantedOf(feed, followed.held, followed.assets, contracts.values()));
    }
  }

  /** Our clock was set back: what is known is as old as it was, and not newer than what comes. */
  #watchClock(): void {
    const by = this.#clock.moved();
    // A recording has its own clock. One that was set forward may have slept: its values are that old.
    if (by >= 0 || this.#shown !== null) return;
    const { marks, volatilities, forwards, spots } = this.#known;
    for (const known of [marks, volatilities, forwards, spots]) moveTimes<unknown>(known, by);
    this.#agreement.clockSet(by);
    this.#prices.forget();
    for (const { prices } of this.venues) prices.forget();
    this.#isMoved = true;
    this.#options.onClockSet();
  }

  #take(venue: VenueMarket, frame: Frame, events: readonly FeedEvent[]): void {
    this.#watchClock();
    let changed = false;
    let contracts = false;
    for (const event of events) {
      if (event.kind === 'contract') contracts = true;
      else if (event.kind === 'index') {
        this.#agreement.put(indexSource(venue, event, frame.receivedAt));
        changed = true;
      } else if (event.kind === 'ticker') {
        const { symbol, market } = event;
        this.#dirty.set(`${symbol}.${market}`, { venue, symbol, market });
        changed = true;
      } else if (event.kind === 'book') changed = true;
    }
    if (contracts) {
      this.#instruments = new Map();
      this.#options.onContracts();
      this.#followAll();
    }
    if (changed) this.#options.onChange();
  }

  #instrument(symbol: string, market: Instrument['market']): Instrument | null {
    const key = `${symbol}.${market}`;
    const known = this.#instruments.get(key);
    if (known !== undefined) return known;
    const found = (this.#followed?.find ?? nothing)(symbol, market);
    this.#instruments.set(key, found);
    return found;
  }

  #sourceOf(venue: VenueMarket, symbol: string, market: Instrument['market']): void {
    const instrument = this.#instrument(symbol, market);
    const ticker = venue.tickers.ticker(market, symbol);
    if (instrument === null || ticker === undefined) return;
    const source = tickerSource(venue, ticker, instrument);
    if (source !== null)
      this.#agreement.put(instrument.kind === 'spot' ? this.#watched(source) : source);
  }

  /** The middle of a book, or what an oracle says, beside what it was before. Times of a recording leap: there nothing tells. */
  #watched(one: SpotSource): SpotSource {
    if (this.#shown !== null) return one;
    return { ...one, doubt: this.#prices.take(`${one.source} ${one.quote}`, one.value, one.at) };
  }

  /** Currencies that others are quoted in first: their rates are needed. */
  #agree(spots: Map<Asset, Quote>, now: Instant): void {
    const followed = this.#followed;
    if (followed === null) return;
    const { reporting, pegged } = followed;
    const rateOf = (quote: Asset): number | null => {
      if (quote === reporting) return 1;
      const known = this.#known.spots.get(quote);
      if (known !== undefined) return known.value;
      return pegged.includes(quote) ? 1 : null;
    };
    const inOrder = this.#agreement.assets.toSorted(
      (a, b) => Number(pegged.includes(b)) - Number(pegged.includes(a)),
    );
    for (const asset of inOrder) {
      if (asset === reporting) continue;
      // A recording may be of any year: what the store knows says nothing of its prices.
      const stored = this.#shown === null ? followed.spots.get(asset) : undefined;
      if (stored !== undefined) this.#agreement.begin(asset, stored);
      const agreed = this.#agreement.of(asset, rateOf, now);
      this.#agreements.set(asset, agreed);
      if (agreed.band === null) this.#known.bands.delete(asset);
      else this.#known.bands.set(asset, agreed.band);
      if (agreed.spot === null) continue;
      const before = this.#known.spots.get(asset);
      if (before?.value === agreed.spot.value && before.at === agreed.spot.at) continue;
      this.#known.spots.set(asset, agreed.spot);
      spots.set(asset, agreed.spot);
    }
  }

  #quotesOf(
    venue: VenueMarket,
    symbol: string,
    market: Instrument['market'],
    changed: {
      readonly marks: Map<InstrumentId, Quote>;
      readonly volatilities: Map<InstrumentId, Quote>;
      readonly forwards: Map<ForwardKey, Quote>;
    },
    now: Instant,
  ): void {
    const instrument = this.#instrument(symbol, market);
    const ticker = venue.tickers.ticker(market, symbol);
    if (instrument === null || ticker === undefined) return;
    const { mark, volatility, forward } = contractQuotes(venue, ticker, instrument);
    const fault =
      (mark === undefined
        ? null
        : markFault(instrument, mark.value, this.#spotIn(instrument), now)) ??
      (volatility === undefined ? null : volatilityFault(volatility.value));
    if (fault !== null) {
      this.#fenced.set(instrument.id, { instrument: instrument.id, reason: fault, at: now });
      return;
    }
    this.#fenced.delete(instrument.id);
    if (mark !== undefined) put(this.#known.marks, changed.marks, instrument.id, mark);
    if (volatility !== undefined) {
      put(this.#known.volatilities, changed.volatilities, instrument.id, volatility);
    }
    if (forward !== undefined) put(this.#known.forwards, changed.forwards, ...forward);
  }

  /** Price of the underlying in the contract's quote currency, as the sources agree on it. */
  #spotIn({ underlying, quote }: Instrument): number | null {
    const spot = this.#known.spots.get(underlying)?.value;
    const followed = this.#followed;
    if (spot === undefined || followed === null) return null;
    if (quote === followed.reporting) return spot;
    const rate =
      this.#known.spots.get(quote)?.value ?? (followed.pegged.includes(quote) ? 1 : null);
    return rate === null ? null : spot / rate;
  }
}

function moveTimes<K>(known: Map<K, Quote>, by: number): void {
  for (const [key, quote] of known) known.set(key, { ...quote, at: instant(quote.at + by) });
}

function withoutSource<K>(known: Map<K, Quote>, title: string): void {
  for (const [key, { source }] of known) if (source.startsWith(`${title} live,`)) known.delete(key);
}

/** Keeps a quote unless a newer one is known. */
function put<K>(known: Map<K, Quote>, changed: Map<K, Quote>, key: K, quote: Quote): void {
  const before = known.get(key);
  if (before !== undefined && before.at > quote.at) return;
  known.set(key, quote);
  if (before?.value !== quote.value || before.at !== quote.at) changed.set(key, quote);
}
