import type { InstrumentId } from '../../engine/values/ids.ts';
import { instant, type Instant } from '../../engine/values/units.ts';
import type { ContractItem } from '../imports/format.ts';
import { BookKeeper, type BookNeed } from './books/book-keeper.ts';
import { ClockBack } from './clock-back.ts';
import { ClockOffset } from './clock-offset.ts';
import type {
  FeedEvent,
  FeedFault,
  Frame,
  IndexEvent,
  LostConnection,
  TickerEvent,
  TradeEvent,
  VolatilityIndexEvent,
} from './events.ts';
import { LoneWatch } from './lone-watch.ts';
import { Tickers } from './tickers.ts';
import type { VenueFeed } from './venue-feed.ts';

/** A fault, and the message it was in. */
export type KeptFault = FeedFault & {
  readonly endpoint: string;
  readonly receivedAt: Instant;
  /** Number of the frame, from 1. */
  readonly frame: number;
};

/** What a frame did beyond changing what is known. */
export type Taken = {
  readonly events: readonly FeedEvent[];
  /** Books that must be asked for anew. */
  readonly needs: readonly BookNeed[];
};

type Received<E> = { readonly event: E; readonly receivedAt: Instant };

/** Instruments, contracts or indices that one venue may have: several times as many as the largest lists. */
const MOST_NAMES = 50_000;

/** Faults that are remembered, newest last. */
const MOST_FAULTS = 200;

const NONE: readonly BookNeed[] = [];

/** All that one venue has told us, from frames in the order of their arrival. Knows no socket and no clock. */
export class VenueMarket {
  readonly feed: VenueFeed;
  readonly books: BookKeeper;
  readonly tickers: Tickers = new Tickers();
  readonly clock: ClockOffset = new ClockOffset();
  /** Indices, by their own names and by `indexName`. */
  readonly prices: LoneWatch = new LoneWatch();
  readonly indexes: Map<string, Received<IndexEvent>> = new Map();
  readonly volatilityIndexes: Map<string, Received<VolatilityIndexEvent>> = new Map();
  readonly contracts: Map<string, ContractItem> = new Map();
  readonly lastTrades: Map<string, Received<TradeEvent>> = new Map();
  /** Of each connection whose messages are numbered, the newest. */
  readonly numbers: Map<string, number> = new Map();
  readonly counts: { frames: number; characters: number; events: number; faults: number } = {
    frames: 0,
    characters: 0,
    events: 0,
    faults: 0,
  };
  readonly #clockBack = new ClockBack();
  #faults: KeptFault[] = [];

  constructor(feed: VenueFeed) {
    this.feed = feed;
    this.books = new BookKeeper(feed.bookRule);
  }

  /** Newest last; the oldest of many are forgotten, `counts.faults` counts all. */
  get faults(): readonly KeptFault[] {
    return this.#faults;
  }

  /** A connection ended: none of its books is whole any more, and what it numbers begins anew. */
  lose({ endpoint, books, reason, at }: LostConnection): void {
    this.numbers.delete(endpoint);
    this.books.withdraw(books ?? [...this.books.books], reason, at);
  }

  take(frame: Frame): Taken {
    const { events, faults, number } = this.feed.decode(frame);
    const numbered = number === undefined ? null : this.#numbered(number, frame);
    if (numbered === 'old') return { events: [], needs: [] };
    this.counts.frames++;
    this.counts.characters += frame.text.length;
    this.counts.events += events.length;
    for (const fault of faults) {
      this.#note(fault, frame);
      // What could not be read at all may have been a change of any book.
      if (fault.field === '') this.books.doubtAll(frame.receivedAt);
    }
    let needs: BookNeed[] | null = null;
    for (const event of events) {
      if (this.#isBeyond(event)) {
        const message = `there are ${MOST_NAMES} of its kind: it is passed over`;
        this.#note({ reason: 'limit-exceeded', field: nameOf(event), message }, frame);
        continue;
      }
      const need = this.#apply(event, frame.receivedAt);
      if (need !== null) (needs ??= []).push(need);
    }
    const missed = numbered ?? NONE;
    return { events, needs: needs === null ? missed : [...missed, ...needs] };
  }

  /** Books that a missing message may have changed; `old` where this one was taken before. */
  #numbered(number: number, { endpoint, receivedAt }: Frame): readonly BookNeed[] | 'old' {
    const last = this.numbers.get(endpoint);
    if (last !== undefined && number <= last) return 'old';
    this.numbers.set(endpoint, number);
    if (last === undefined || number === last + 1) return NONE;
    const missing = `message ${number} of the connection does not follow ${last}`;
    return [...this.books.books].flatMap(
      ({ market, symbol }) => this.books.broken(market, symbol, receivedAt, missing) ?? [],
    );
  }

  #note(fault: FeedFault, { endpoint, receivedAt }: Frame): void {
    this.counts.faults++;
    this.#faults.push({ ...fault, endpoint, receivedAt, frame: this.counts.frames });
    if (this.#faults.length > MOST_FAULTS) this.#faults.shift();
  }

  /** A venue that invents names does not fill the memory: what is known goes on, what is new is passed over. */
  #isBeyond(event: FeedEvent): boolean {
    switch (event.kind) {
      case 'ticker':
        return (
          this.tickers.size >= MOST_NAMES &&
          this.tickers.ticker(event.market, event.symbol) === undefined
        );
      case 'contract':
        return isFull(this.contracts, keyOf(event.contract));
      case 'trade':
        return isFull(this.lastTrades, keyOf(event));
      case 'index':
        return isFull(this.indexes, event.name);
      case 'volatility-index':
        return isFull(this.volatilityIndexes, event.name);
      case 'book':
      case 'broken-book':
        return (
          this.books.size >= MOST_NAMES && this.books.book(event.market, event.symbol) === undefined
        );
      case 'control':
        return false;
    }
  }

  /** What was dated by a clock that was ahead would keep out all that is dated rightly. */
  #watchClock(sentAt: Instant, receivedAt: Instant): void {
    if (!this.#clockBack.take(sentAt, receivedAt)) return;
    this.clock.forget();
    const offset = receivedAt - sentAt;
    this.tickers.setBack(offset);
    setBack(this.indexes, offset);
    setBack(this.volatilityIndexes, offset);
  }

  /** A recording without times of arrival tells nothing of how long anything stood. */
  #watch(name: string, value: number, receivedAt: Instant): void {
    if (receivedAt > 0 && value > 0) this.prices.take(name, value, receivedAt);
  }

  #apply(event: FeedEvent, receivedAt: Instant): BookNeed | null {
    // A recording without times of arrival tells nothing of the clocks.
    if (receivedAt > 0 && 'at' in event && event.at !== null && event.at !== undefined) {
      // Trades that are told when one subscribes are old by themselves.
      if (event.kind !== 'trade') this.#watchClock(event.at, receivedAt);
      this.clock.take(event.at, receivedAt);
    }
    switch (event.kind) {
      case 'ticker':
        this.tickers.take(event, receivedAt, this.clock.value ?? 0);
        if (event.values.index != null)
          this.#watch(indexName(event), event.values.index, receivedAt);
        return null;
      case 'book':
        return this.books.take(event, receivedAt);
      case 'broken-book':
        return this.books.broken(event.market, event.symbol, receivedAt);
      case 'trade':
        this.lastTrades.set(keyOf(event), { event, receivedAt });
        return null;
      case 'index':
        newest(this.indexes, event.name, event, receivedAt);
        this.#watch(event.name, event.value, receivedAt);
        return null;
      case 'volatility-index':
        newest(this.volatilityIndexes, event.name, event, receivedAt);
        return null;
      case 'contract':
        this.contracts.set(keyOf(event.contract), event.contract);
        return null;
      case 'control':
        return null;
    }
  }
}

/** The index that an instrument is marked by, among the prices that are watched. */
export const indexName = ({ market, symbol }: Pick<TickerEvent, 'market' | 'symbol'>): string =>
  `${symbol}.${market} index`;

const keyOf = ({
  symbol,
  market,
}: Pick<ContractItem, 'symbol' | 'market'>): InstrumentId | string => `${symbol}.${market}`;

const isFull = (of: ReadonlyMap<string, unknown>, name: string): boolean =>
  of.size >= MOST_NAMES && !of.has(name);

/** What an event is about, as the venue calls it. */
function nameOf(event: FeedEvent): string {
  switch (event.kind) {
    case 'contract':
      return event.contract.symbol;
    case 'index':
    case 'volatility-index':
      return event.name;
    case 'control':
      return event.word;
    default:
      return event.symbol;
  }
}

/** What an index was dated by a clock that was ahead is as old as it came. */
function setBack<E extends IndexEvent | VolatilityIndexEvent>(
  of: Map<string, Received<E>>,
  offset: number,
): void {
  for (const [name, { event, receivedAt }] of of) {
    if (event.at === null) continue;
    const at = instant(Math.min(event.at, receivedAt - offset));
    of.set(name, { event: { ...event, at }, receivedAt });
  }
}

/** Keeps the newest of an index: what comes late changes nothing. */
function newest<E extends IndexEvent | VolatilityIndexEvent>(
  into: Map<string, Received<E>>,
  name: string,
  event: E,
  receivedAt: Instant,
): void {
  const before = into.get(name);
  const late =
    before !== undefined &&
    event.at !== null &&
    before.event.at !== null &&
    before.event.at > event.at;
  if (!late) into.set(name, { event, receivedAt });
}
