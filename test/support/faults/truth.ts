import type { BookSaid, HeldBook, MarkSaid, Of, Pair, Said } from './said.ts';

type Sides = { readonly bids: Map<number, number>; readonly asks: Map<number, number> };

export const nameOf = ({ symbol, market }: Of): string => `${symbol}.${market}`;

/** All levels of a book as one text: two books are the same when their texts are. */
export const bookText = (bids: Iterable<Pair>, asks: Iterable<Pair>): string =>
  JSON.stringify([[...bids], [...asks]]);

/**
 * What a venue itself holds, rebuilt from its messages with plain maps: no part of it is code that is
 * tested. It remembers what each book was after each message, so that a book that is shown can be
 * compared with what the venue had at that id.
 */
export class Truth {
  readonly #books = new Map<string, { of: Of; sides: Sides; last: number | null; at: number }>();
  /** Texts of each book by id, or by time where the venue numbers nothing. */
  readonly #history = new Map<string, Map<number, Set<string>>>();
  readonly #marks = new Map<string, Set<string>>();
  readonly #lastMarks = new Map<string, MarkSaid>();
  readonly #newest = new Map<string, HeldBook[]>();
  /** Levels a side that the venue keeps; null: all. */
  readonly #depth: number | null;

  constructor(depth: number | null = null) {
    this.#depth = depth;
  }

  get names(): readonly string[] {
    return [...this.#books.keys()];
  }

  take(said: Said): void {
    if (said.kind === 'mark') this.#mark(said);
    else this.#book(said);
  }

  /** As it is now; throws for a book that the session does not have. */
  held(name: string): HeldBook {
    const book = this.#books.get(name);
    if (book === undefined) throw new Error(`the session has no book ${name}`);
    const { of, sides, last, at } = book;
    return {
      ...of,
      bids: [...sides.bids].toSorted(([a], [b]) => b - a),
      asks: [...sides.asks].toSorted(([a], [b]) => a - b),
      last,
      at,
    };
  }

  /** As it was so many messages ago, or as far back as is remembered. */
  heldBefore(name: string, messages: number): HeldBook {
    const newest = this.#newest.get(name) ?? [];
    return newest[Math.max(0, newest.length - 1 - messages)] ?? this.held(name);
  }

  /** Whether the book was ever so at this id, or at the last of its own before: ids may be of other books too. */
  wasSo(name: string, last: number | null, at: number | null, text: string): boolean {
    const history = this.#history.get(name);
    const id = last ?? at ?? -1;
    const exact = history?.get(id);
    if (exact !== undefined || last === null) return exact?.has(text) ?? false;
    const before = [...(history?.keys() ?? [])].filter((one) => one < id);
    return history?.get(Math.max(...before))?.has(text) ?? false;
  }

  /** Whether the venue ever stated this mark at this time. */
  wasMarked(name: string, at: number, mark: number): boolean {
    return this.#marks.get(name)?.has(`${at} ${mark}`) ?? false;
  }

  /** Whether the venue ever stated this mark, at whatever time. */
  wasEverMarked(name: string, mark: number): boolean {
    return [...(this.#marks.get(name) ?? [])].some((one) => one.endsWith(` ${mark}`));
  }

  lastMark(name: string): number | null {
    return this.#lastMarks.get(name)?.mark ?? null;
  }

  #mark(said: MarkSaid): void {
    const name = nameOf(said);
    const known = this.#marks.get(name) ?? new Set();
    known.add(`${said.at} ${said.mark}`);
    this.#marks.set(name, known);
    this.#lastMarks.set(name, said);
  }

  #book(said: BookSaid): void {
    const name = nameOf(said);
    const { market, symbol, last, at } = said;
    const before = this.#books.get(name);
    const sides =
      before === undefined || said.action === 'snapshot'
        ? { bids: new Map<number, number>(), asks: new Map<number, number>() }
        : before.sides;
    change(sides.bids, said.bids);
    change(sides.asks, said.asks);
    if (this.#depth !== null) {
      cut(sides.bids, this.#depth, -1);
      cut(sides.asks, this.#depth, 1);
    }
    this.#books.set(name, { of: { market, symbol }, sides, last, at });
    const held = this.held(name);
    const history = this.#history.get(name) ?? new Map<number, Set<string>>();
    this.#history.set(name, history);
    const texts = history.get(last ?? at) ?? new Set();
    history.set(last ?? at, texts.add(bookText(held.bids, held.asks)));
    const newest = this.#newest.get(name) ?? [];
    newest.push(held);
    if (newest.length > REMEMBERED) newest.shift();
    this.#newest.set(name, newest);
  }
}

/** Whole books that are remembered of each instrument. */
const REMEMBERED = 50;

function change(side: Map<number, number>, pairs: readonly Pair[]): void {
  for (const [price, quantity] of pairs) {
    if (quantity === 0) side.delete(price);
    else side.set(price, quantity);
  }
}

function cut(side: Map<number, number>, depth: number, sign: 1 | -1): void {
  const worst = [...side.keys()].toSorted((a, b) => sign * (a - b)).slice(depth);
  for (const price of worst) side.delete(price);
}
