import { type Level, OrderBook } from '../../../engine/orderbook/order-book.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { BookEvent } from '../events.ts';
import type { BookRule, Sequence } from './book-rule.ts';

/**
 * `syncing`: waits for a snapshot; `live`: holds all that the venue sent; `doubtful`: a message was
 * lost or unreadable that may have been its own, the next one will tell; `withdrawn`: something is
 * missing. A book is shown while it is live and at no other time.
 */
export type BookState = 'syncing' | 'live' | 'doubtful' | 'withdrawn';

/** A book as it can be put down and taken up again. */
export type SavedBook = {
  readonly state: BookState;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly last: number | null;
  readonly at: Instant | null;
  readonly splicing: boolean;
  /** What came while it waits for a snapshot. */
  readonly buffer: readonly BookEvent[];
};

/** What one message did to a book. */
export type BookStep = {
  readonly result: 'applied' | 'ignored' | 'buffered' | 'withdrawn';
  /** Why it was withdrawn. */
  readonly reason: string | null;
  /** True when a snapshot has to be had anew: it is asked for once. */
  readonly needsSnapshot: boolean;
};

const applied: BookStep = { result: 'applied', reason: null, needsSnapshot: false };
const ignored: BookStep = { result: 'ignored', reason: null, needsSnapshot: false };

/** Updates kept while a snapshot is on its way; a longer wait begins anew. */
const MOST_BUFFERED = 20_000;

/** With more updates in hand a book is not put down: it has waited for very long. */
const MOST_SAVED = 1_000;

/** One order book held to the sequence rule of its venue. */
export class SyncedBook {
  readonly book: OrderBook;
  readonly #rule: BookRule;
  #state: BookState = 'syncing';
  #last: number | null = null;
  #at: Instant | null = null;
  /** True until the first update upon a requested snapshot has been spliced on. */
  #splicing = false;
  #buffer: BookEvent[] = [];
  #asked = false;

  constructor(rule: BookRule) {
    this.#rule = rule;
    this.book = new OrderBook(rule.depth);
  }

  get state(): BookState {
    return this.#state;
  }

  /** The venue's time of the newest message in the book. */
  get at(): Instant | null {
    return this.#at;
  }

  /** The venue's id of the newest message in the book. */
  get last(): number | null {
    return this.#last;
  }

  /** All there is to know; null while it waits for a snapshot with very many updates in hand. */
  get saved(): SavedBook | null {
    if (this.#buffer.length > MOST_SAVED) return null;
    const { book } = this;
    return {
      state: this.#state,
      bids: book.bids(),
      asks: book.asks(),
      last: this.#last,
      at: this.#at,
      splicing: this.#splicing,
      buffer: [...this.#buffer],
    };
  }

  /** Goes on from where a book was put down. */
  restore({ state, bids, asks, last, at, splicing, buffer }: SavedBook): void {
    this.book.replace(bids, asks);
    this.#buffer = [...buffer];
    this.#state = state;
    this.#last = last;
    this.#at = at;
    this.#splicing = splicing;
  }

  take(event: BookEvent): BookStep {
    if (event.action === 'snapshot') return this.#snapshot(event);
    if (this.#state === 'syncing' || this.#state === 'withdrawn') return this.#wait(event);
    return this.#update(event);
  }

  /** A message that was lost, or could not be read, may have been this book's. @returns whether that is new */
  doubt(): boolean {
    if (this.#state !== 'live') return false;
    this.#state = 'doubtful';
    return true;
  }

  /** Lets go of everything: the connection ended, or the venue said so. */
  withdraw(reason: string): BookStep {
    this.book.clear();
    this.#buffer = [];
    this.#last = null;
    this.#splicing = false;
    this.#state = 'withdrawn';
    const needsSnapshot = !this.#asked;
    this.#asked = true;
    return { result: 'withdrawn', reason, needsSnapshot };
  }

  /** A snapshot was asked for: the next message need not ask again. */
  awaited(): void {
    this.#asked = true;
  }

  /** What was asked for will not come: it may be asked for again. */
  askAgain(): void {
    this.#asked = false;
  }

  #snapshot(event: BookEvent): BookStep {
    const held = this.#state === 'live' || this.#state === 'doubtful';
    if (held && this.#isOlder(event)) return ignored;
    this.book.replace(event.bids, event.asks);
    this.#last = event.last;
    this.#at = event.at;
    this.#asked = false;
    this.#splicing = this.#rule.splices !== undefined;
    this.#state = 'live';
    const checked = this.#check(event);
    if (checked !== null) return checked;
    return this.#splicing ? this.#replay() : applied;
  }

  /** A snapshot sent again, late: the book has gone on since. In doubt, the same again says that it has not. */
  #isOlder({ last, at }: BookEvent): boolean {
    if (at !== null && this.#at !== null && at !== this.#at) return at < this.#at;
    if (last === null || this.#last === null) return false;
    return this.#state === 'doubtful' ? last < this.#last : last <= this.#last;
  }

  /** Splices what came while the snapshot was on its way. */
  #replay(): BookStep {
    const buffered = this.#buffer;
    this.#buffer = [];
    for (const [i, event] of buffered.entries()) {
      const step = this.#update(event);
      if (step.result === 'withdrawn') {
        this.#buffer = buffered.slice(i);
        return step;
      }
    }
    return applied;
  }

  #wait(event: BookEvent): BookStep {
    if (this.#rule.splices !== undefined) {
      if (this.#buffer.length >= MOST_BUFFERED) this.#buffer = [];
      this.#buffer.push(event);
    }
    const needsSnapshot = !this.#asked;
    this.#asked = true;
    return { result: 'buffered', reason: null, needsSnapshot };
  }

  #update(event: BookEvent): BookStep {
    const sequence = this.#sequenceOf(event);
    if (sequence === 'old' && !this.#isLater(event)) return ignored;
    if (sequence !== 'next') {
      const step = this.withdraw(gapBetween(event, this.#last));
      if (this.#rule.splices !== undefined) this.#buffer = [event];
      return step;
    }
    this.#splicing = false;
    this.book.apply(event.bids, event.asks);
    this.#last = event.last;
    this.#at = event.at ?? this.#at;
    this.#state = 'live';
    return this.#check(event) ?? applied;
  }

  /** What looks old by its id and is of a later time: ids began anew, and what told so was lost. */
  #isLater({ at }: BookEvent): boolean {
    return at !== null && this.#at !== null && at > this.#at;
  }

  #sequenceOf(event: BookEvent): Sequence {
    const { splices, follows, unnumbered } = this.#rule;
    if (this.#last === null) {
      const bare = event.last === null && event.previous === null;
      // A checksum covers a part of the book: it does not tell what a lost message did to the rest.
      const held = bare && this.#state !== 'doubtful';
      return held && unnumbered !== undefined ? unnumbered(event, this.#at) : 'gap';
    }
    return this.#splicing && splices !== undefined
      ? splices(event, this.#last)
      : follows(event, this.#last, this.#at);
  }

  #check({ checksum }: BookEvent): BookStep | null {
    if (this.book.isCrossed) {
      const [bid, ask] = [this.book.bestBid?.price, this.book.bestAsk?.price];
      return this.withdraw(`the book is crossed: ${bid} is bid, ${ask} is asked`);
    }
    if (checksum === null || this.#rule.checksum === undefined) return null;
    const ours = this.#rule.checksum(this.book);
    return ours === checksum
      ? null
      : this.withdraw(`the checksum is ${ours}, the venue's is ${checksum}`);
  }
}

/** Why an update cannot be applied, in words. */
function gapBetween({ first, previous, last }: BookEvent, held: number | null): string {
  const id = first ?? previous ?? last;
  return id === null
    ? 'a message without id does not tell whether it follows'
    : `message ${id} does not follow ${held ?? 'a message without id'}`;
}
