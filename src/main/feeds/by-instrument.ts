import type { Market } from '../../engine/values/ids.ts';

/** Something of each instrument, found without putting a key together for each message. */
export class ByInstrument<V> {
  readonly #markets = new Map<Market, Map<string, V>>();

  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(market: Market, symbol: string): V | undefined {
    return this.#markets.get(market)?.get(symbol);
  }

  set(market: Market, symbol: string, value: V): void {
    let of = this.#markets.get(market);
    if (of === undefined) {
      of = new Map();
      this.#markets.set(market, of);
    }
    if (!of.has(symbol)) this.#size++;
    of.set(symbol, value);
  }

  delete(market: Market, symbol: string): void {
    if (this.#markets.get(market)?.delete(symbol) === true) this.#size--;
  }

  /** Market by market, in the order in which they came. */
  *[Symbol.iterator](): IterableIterator<V> {
    for (const of of this.#markets.values()) yield* of.values();
  }
}
