/** Seconds over which a rate is the mean. */
const SPAN = 10;

/** How many things happen in a second, over the last ten. */
export class Rate {
  readonly #counts = new Float64Array(SPAN + 1);
  /** The second that each count belongs to. */
  readonly #seconds = new Float64Array(SPAN + 1).fill(-1);

  /** @param now milliseconds that only grow */
  count(amount: number, now: number): void {
    const second = Math.floor(now / 1000);
    const slot = second % this.#counts.length;
    if (this.#seconds[slot] !== second) {
      this.#seconds[slot] = second;
      this.#counts[slot] = 0;
    }
    this.#counts[slot] = this.#counts[slot]! + amount;
  }

  /** Over the whole seconds before this one. */
  perSecond(now: number): number {
    const second = Math.floor(now / 1000);
    let sum = 0;
    this.#counts.forEach((count, slot) => {
      const of = this.#seconds[slot]!;
      if (of >= second - SPAN && of < second) sum += count;
    });
    return sum / SPAN;
  }
}
