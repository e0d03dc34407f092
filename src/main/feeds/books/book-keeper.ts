import type { BookGap } from '../../../engine/contract/feeds.ts';
import type { Market } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { ByInstrument } from '../by-instrument.ts';
import type { BookEvent } from '../events.ts';
import type { BookRule } from './book-rule.ts';
import { SyncedBook, type BookStep, type SavedBook } from './synced-book.ts';

/** A book that has to be had anew. */
export type BookNeed = { readonly market: Market; readonly symbol: string };

type Kept = BookNeed & {
  readonly synced: SyncedBook;
  /** When the book was last asked for; null while nothing is awaited. Our clock. */
  askedAt: Instant | null;
};

/** Gaps that are remembered, newest last. */
const MOST_GAPS = 200;

/** The order books of one venue's connection. */
export class BookKeeper {
  readonly #ruleOf: (market: Market) => BookRule;
  readonly #books = new ByInstrument<Kept>();
  #gaps: BookGap[] = [];
  #gapCount = 0;

  constructor(ruleOf: (market: Market) => BookRule) {
    this.#ruleOf = ruleOf;
  }

  get size(): number {
    return this.#books.size;
  }

  get books(): Iterable<Kept> {
    return this.#books;
  }

  /** Newest last; the oldest of many are forgotten. */
  get gaps(): readonly BookGap[] {
    return this.#gaps;
  }

  /** All gaps that there were. */
  get gapCount(): number {
    return this.#gapCount;
  }

  book(market: Market, symbol: string): SyncedBook | undefined {
    return this.#books.get(market, symbol)?.synced;
  }

  /** @returns the book that must be asked for, if any */
  take(event: BookEvent, now: Instant): BookNeed | null {
    const { market, symbol } = event;
    const kept = this.#kept(market, symbol);
    const before = kept.synced.state;
    const step = kept.synced.take(event);
    if (step.result === 'withdrawn') this.#open(kept, step.reason ?? '', now);
    else if (before === 'withdrawn' && kept.synced.state === 'live') this.#close(kept, now);
    if (kept.synced.state === 'live') kept.askedAt = null;
    return needOf(kept, step, now);
  }

  /** A message that may have changed this book could not be read, or did not come. */
  broken(
    market: Market,
    symbol: string,
    now: Instant,
    reason = 'a message could not be read',
  ): BookNeed | null {
    return this.#withdraw(this.#kept(market, symbol), reason, now);
  }

  /** A message of the connection could not be read at all: it may have been any book's. */
  doubtAll(now: Instant): void {
    this.doubt(this.#books, now);
  }

  /** Something may have been lost of these: each is overdue where its next message does not come to tell. */
  doubt(books: Iterable<BookNeed>, now: Instant): void {
    for (const { market, symbol } of books) {
      const kept = this.#books.get(market, symbol);
      if (kept?.synced.doubt() === true) kept.askedAt = now;
    }
  }

  /** A connection ended: none of its books is whole any more. Each comes anew by subscribing. */
  withdraw(books: Iterable<BookNeed>, reason: string, now: Instant): void {
    for (const { market, symbol } of books) {
      const kept = this.#books.get(market, symbol);
      if (kept === undefined) continue;
      if (kept.synced.state !== 'withdrawn') this.#withdraw(kept, reason, now);
      kept.synced.askAgain();
      kept.askedAt = null;
    }
  }

  /** A book that is awaited from now on. */
  expect({ market, symbol }: BookNeed, now: Instant): void {
    const kept = this.#kept(market, symbol);
    kept.synced.awaited();
    kept.askedAt = now;
  }

  /** Those of some books that were asked for and did not come: they are to be asked for again. */
  overdue(books: readonly BookNeed[], now: Instant, patience: number): readonly BookNeed[] {
    return books.filter(({ market, symbol }) => {
      const kept = this.#books.get(market, symbol);
      if (kept === undefined || kept.askedAt === null) return false;
      const waited = now - kept.askedAt;
      // A clock that was set back tells nothing: the wait begins anew.
      if (waited >= 0 && waited <= patience) return false;
      kept.askedAt = now;
      return waited > 0;
    });
  }

  /** Goes on from where a book was put down. */
  restore({ market, symbol }: BookNeed, saved: SavedBook): void {
    this.#kept(market, symbol).synced.restore(saved);
  }

  /** No longer followed. */
  forget(market: Market, symbol: string): void {
    this.#books.delete(market, symbol);
  }

  #kept(market: Market, symbol: string): Kept {
    const known = this.#books.get(market, symbol);
    if (known !== undefined) return known;
    const kept: Kept = {
      market,
      symbol,
      synced: new SyncedBook(this.#ruleOf(market)),
      askedAt: null,
    };
    this.#books.set(market, symbol, kept);
    return kept;
  }

  #withdraw(kept: Kept, reason: string, now: Instant): BookNeed | null {
    // A book that is withdrawn already is missing for what was lost first: more of it is no second gap.
    if (kept.synced.state !== 'withdrawn') this.#open(kept, reason, now);
    const step = kept.synced.withdraw(reason);
    return needOf(kept, step, now);
  }

  #open({ market, symbol }: Kept, reason: string, from: Instant): void {
    this.#gapCount++;
    this.#gaps.push({ market, symbol, reason, from, until: null });
    if (this.#gaps.length > MOST_GAPS) this.#gaps.shift();
  }

  #close({ market, symbol }: Kept, until: Instant): void {
    this.#gaps = this.#gaps.map((gap) =>
      gap.market === market && gap.symbol === symbol && gap.until === null
        ? { ...gap, until }
        : gap,
    );
  }
}

function needOf(kept: Kept, { needsSnapshot }: BookStep, now: Instant): BookNeed | null {
  if (!needsSnapshot) return null;
  kept.askedAt = now;
  return { market: kept.market, symbol: kept.symbol };
}
