import type { BookLevel } from '../model/live-books.ts';

/** A level with its digits as the venue sent them, where a checksum is made of them. */
export type Level = BookLevel & { readonly text?: readonly [price: string, quantity: string] };

/** One side, worst first, so that changes near the top move few levels. */
class BookSide {
  readonly #levels: Level[] = [];
  /** Of each level its price, of asks negated: ascending. A column of numbers is searched faster than objects. */
  readonly #ranks: number[] = [];
  /** 1 where a higher price is better (bids), −1 where a lower one is. */
  readonly #better: 1 | -1;

  constructor(better: 1 | -1) {
    this.#better = better;
  }

  get size(): number {
    return this.#levels.length;
  }

  get best(): Level | undefined {
    return this.#levels[this.#levels.length - 1];
  }

  clear(): void {
    this.#levels.length = 0;
    this.#ranks.length = 0;
  }

  /** Sets the quantity at a price; 0 takes the level out. */
  set(level: Level): void {
    const levels = this.#levels;
    const ranks = this.#ranks;
    const rank = level.price * this.#better;
    const at = placeIn(ranks, rank);
    if (at < ranks.length && ranks[at] === rank) {
      if (level.quantity !== 0) levels[at] = level;
      else if (at === ranks.length - 1) {
        levels.pop();
        ranks.pop();
      } else {
        levels.splice(at, 1);
        ranks.splice(at, 1);
      }
    } else if (level.quantity !== 0) {
      if (at === ranks.length) {
        levels.push(level);
        ranks.push(rank);
      } else {
        levels.splice(at, 0, level);
        ranks.splice(at, 0, rank);
      }
    }
  }

  /** Forgets what lies deeper than so many levels. */
  truncate(depth: number): void {
    const beyond = this.#levels.length - depth;
    if (beyond <= 0) return;
    this.#levels.splice(0, beyond);
    this.#ranks.splice(0, beyond);
  }

  /** Best first, at most `depth` levels. */
  top(depth: number): readonly Level[] {
    const found: Level[] = [];
    for (let i = this.#levels.length - 1; i >= 0 && found.length < depth; i--) {
      found.push(this.#levels[i]!);
    }
    return found;
  }
}

/** First index whose rank is not below. Most changes are near the end, where it begins. */
function placeIn(ranks: readonly number[], rank: number): number {
  let high = ranks.length;
  let step = 1;
  let low = high - step;
  while (low >= 0 && ranks[low]! >= rank) {
    high = low;
    step *= 2;
    low = high - step;
  }
  low = low < 0 ? 0 : low + 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranks[middle]! < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * One instrument's order book by price. Quantities are absolute: a level replaces what was at its
 * price, 0 takes it out. Prices in the instrument's own unit, quantities as its venue counts them.
 */
export class OrderBook {
  readonly #bids = new BookSide(1);
  readonly #asks = new BookSide(-1);
  /** Levels that the venue keeps per side; null: all. */
  readonly #depth: number | null;

  constructor(depth: number | null = null) {
    this.#depth = depth;
  }

  replace(bids: readonly Level[], asks: readonly Level[]): void {
    this.clear();
    this.apply(bids, asks);
  }

  apply(bids: readonly Level[], asks: readonly Level[]): void {
    for (const level of bids) this.#bids.set(level);
    for (const level of asks) this.#asks.set(level);
    if (this.#depth === null) return;
    this.#bids.truncate(this.#depth);
    this.#asks.truncate(this.#depth);
  }

  clear(): void {
    this.#bids.clear();
    this.#asks.clear();
  }

  /** Best first. */
  bids(depth: number = Infinity): readonly Level[] {
    return this.#bids.top(depth);
  }

  /** Best first. */
  asks(depth: number = Infinity): readonly Level[] {
    return this.#asks.top(depth);
  }

  get bestBid(): Level | undefined {
    return this.#bids.best;
  }

  get bestAsk(): Level | undefined {
    return this.#asks.best;
  }

  /** Whether somebody bids as much as somebody asks: within one venue a sign of a lost message. */
  get isCrossed(): boolean {
    const bid = this.#bids.best;
    const ask = this.#asks.best;
    return bid !== undefined && ask !== undefined && bid.price >= ask.price;
  }

  /** Levels of both sides. */
  get size(): number {
    return this.#bids.size + this.#asks.size;
  }
}
