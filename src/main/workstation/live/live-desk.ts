import type { FeedSettings } from '../../../engine/contract/feeds.ts';
import type { MarketView, UnwindReport } from '../../../engine/contract/market.ts';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import type { LevelChange } from '../../../engine/live/kept-accounts.ts';
import type { MarketChanges } from '../../../engine/live/market-changes.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import { positionUnwinds } from '../../../engine/orderbook/position-unwind.ts';
import type { OptionQuote } from '../../../engine/pricing/surface/option-quote.ts';
import type { RiskInput } from '../../../engine/run.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { Surroundings } from '../../feeds/connection/surroundings.ts';
import { LiveMarket } from '../../feeds/live/live-market.ts';
import type { SpotSource } from '../../feeds/live/spot-sources.ts';
import { assetsOf } from '../../feeds/live/wanted.ts';
import type { FeedTap } from '../../feeds/recording/tap.ts';
import type { Endpoints, VenueFeed } from '../../feeds/venue-feed.ts';
import type { VenueMarket } from '../../feeds/venue-market.ts';
import { feedsState, type MarketFeeds } from './feed-health.ts';
import { LiveLoop } from './live-loop.ts';
import { marketView } from './market-view.ts';
import { optionTickers } from './option-tickers.ts';
import { liveBooks, type LiveSide } from './with-live.ts';

/** Milliseconds between two tellings of how the feeds do, and between two looks at the order books. */
const TOLD = 1_000;
/** Milliseconds that new contracts are gathered for before the book is built anew with them. */
const CONTRACTS_GATHERED = 2_000;

export type FindContract = (symbol: string, market: Instrument['market']) => Instrument | null;

export type LiveDeskOptions = {
  readonly around: Surroundings;
  readonly feeds: readonly VenueFeed[];
  readonly tap?: FeedTap;
  readonly onSnapshot: (snapshot: RiskSnapshot) => void;
  readonly onLevels: (changes: readonly LevelChange[]) => void;
  /** Once a second while a venue is followed, and after each change of the settings. */
  readonly onFeeds: () => void;
  readonly onFault: (error: unknown) => void;
  /** Contracts came that may name what was unknown: the book is to be built anew. */
  readonly onContracts: () => void;
};

/** The live side of a workstation: venues that are followed, and the loop that they drive. */
export class LiveDesk {
  readonly #options: LiveDeskOptions;
  readonly #market: LiveMarket;
  readonly #loop: LiveLoop;
  #settings: FeedSettings = { venues: [] };
  #find: FindContract = () => null;
  #input: RiskInput | null = null;
  #snapshot: RiskSnapshot | null = null;
  #cancelTelling: (() => void) | null = null;
  #cancelContracts: (() => void) | null = null;
  #bookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: LiveDeskOptions) {
    const { around } = options;
    this.#options = options;
    this.#loop = new LiveLoop({
      around,
      changes: (now) => this.#changes(now),
      onLevels: options.onLevels,
      onSnapshot: (snapshot) => {
        this.#snapshot = snapshot;
        options.onSnapshot(snapshot);
      },
      onFault: options.onFault,
    });
    this.#market = new LiveMarket({
      feeds: options.feeds,
      around,
      ...(options.tap === undefined ? {} : { tap: options.tap }),
      onChange: () => this.#loop.touch(),
      onContracts: () => this.#anewSoon(),
      onClockSet: () => this.#anewSoon(),
    });
  }

  /** Shows venues as they stand at one time of a recording, and takes what is new at once. */
  show(venues: readonly VenueMarket[]): void {
    this.#market.show(venues);
    this.#loop.step();
  }

  get isOn(): boolean {
    return this.#market.isOn;
  }

  /** What the venues say now; null while none is followed. */
  side(): Omit<LiveSide, 'figures'> | null {
    if (!this.isOn) return null;
    this.#market.changes(this.#options.around.now());
    const { contracts, known } = this.#market;
    return { contracts, quotes: known, books: this.#market.books() };
  }

  get settings(): FeedSettings {
    return this.#settings;
  }

  /** Where a venue is reached; null where it is not followed. */
  endpointsOf(venue: string): Endpoints | null {
    const wish = this.#settings.venues.find(({ id, on }) => on && id === venue);
    return wish === undefined ? null : wish.endpoints;
  }

  set(settings: FeedSettings): void {
    this.#settings = settings;
    this.#market.set(settings);
    if (!this.isOn) this.#loop.end();
    this.#tell();
  }

  /** Oracles are asked beside the venues, or no longer. */
  askOracles(isOn: boolean): void {
    this.#market.askOracles(isOn);
    if (!this.isOn) this.#loop.end();
  }

  /** Prices that oracles state. */
  takeOracles(sources: readonly SpotSource[]): void {
    this.#market.takeOracles(sources);
  }

  /** Follows a book from now on. @returns its snapshot @throws BeyondNumbers as `run` does */
  begin(input: RiskInput, find: FindContract): RiskSnapshot {
    const { reporting, pegged } = input.parameters;
    this.#input = input;
    this.#find = find;
    const assets = assetsOf(input.book, reporting);
    const { spots } = input.market;
    this.#market.follow({ held: input.book.instruments, assets, reporting, pegged, spots, find });
    this.#snapshot = this.#loop.begin(input);
    return this.#snapshot;
  }

  state(): MarketFeeds {
    const { around, feeds } = this.#options;
    return feedsState(feeds, this.#market.sessions, this.#settings, around.now());
  }

  /** The clock of what is live. */
  get now(): Instant {
    return this.#options.around.now();
  }

  /** What is quoted now of the options on an underlying; null where nothing is followed. */
  optionQuotes(underlying: Asset): readonly OptionQuote[] | null {
    if (!this.isOn) return null;
    return optionTickers(this.#market.venues, underlying, this.#find, this.now);
  }

  /** Everything live of one underlying; null where nothing is followed. The first that is held, unless it is named. */
  view(underlying: Asset | null): MarketView | null {
    const input = this.#input;
    if (input === null || !this.isOn) return null;
    const { reporting, pegged } = input.parameters;
    const rows = (this.#snapshot?.exposures ?? []).filter(({ depth }) => depth === 0);
    const largest = rows.toSorted(
      (a, b) => Math.abs(b.sensitivities.delta) - Math.abs(a.sensitivities.delta),
    );
    const underlyings = [
      ...new Set([...largest.map((row) => row.underlying), ...assetsOf(input.book, reporting)]),
    ].filter((one) => !pegged.includes(one));
    const of = underlying ?? underlyings[0];
    if (of === undefined) return null;
    return marketView({
      live: this.#market,
      underlying: of,
      underlyings,
      held: new Set(input.book.instruments.map(({ id }) => id)),
      find: this.#find,
      market: { spots: new Map([...input.market.spots, ...this.#market.known.spots]) },
      reporting,
      netDelta: rows.find((row) => row.underlying === of)?.sensitivities.delta ?? null,
      now: this.#options.around.now(),
    });
  }

  /** What closing every position now would cost in its own book. */
  unwind(): UnwindReport | null {
    const input = this.#input;
    if (input === null || !this.isOn) return null;
    const spots = new Map([...input.market.spots, ...this.#market.known.spots]);
    const asOf = this.#options.around.now();
    const found = positionUnwinds(
      input.book,
      liveBooks(this.#market.books()),
      { fees: null, assumptions: new Map() },
      { spots, reporting: input.parameters.reporting },
      asOf,
    );
    return { asOf, ...found };
  }

  stop(): void {
    this.#loop.end();
    this.#market.stop();
    this.#cancelTelling?.();
    this.#cancelContracts?.();
  }

  #changes(now: Instant): MarketChanges {
    const changes = this.#market.changes(now);
    const elapsed = this.#options.around.elapsed();
    if (elapsed - this.#bookedAt < TOLD) return changes;
    this.#bookedAt = elapsed;
    return { ...changes, books: liveBooks(this.#market.books()) };
  }

  /** Has the book built anew. */
  #anewSoon(): void {
    this.#cancelContracts ??= this.#options.around.after(CONTRACTS_GATHERED, () => {
      this.#cancelContracts = null;
      this.#options.onContracts();
    });
  }

  #tell(): void {
    this.#cancelTelling?.();
    this.#cancelTelling = null;
    this.#options.onFeeds();
    if (!this.isOn) return;
    this.#cancelTelling = this.#options.around.after(TOLD, () => this.#tell());
  }
}
