import type { Instant } from '../../engine/values/units.ts';

/** Milliseconds over which the least delay is remembered, in this many parts. */
const SPAN = 600_000;
const PARTS = 10;

/** Least difference of a part of the span, and when the part began; milliseconds. */
type ClockPart = { readonly from: number; readonly least: number };

/**
 * How far our clock is from a venue's, by the quickest message of the last ten minutes: a message
 * cannot come before it was sent, so what is beyond the quickest is delay. The clocks may differ in
 * either direction.
 */
export class ClockOffset {
  /** Least difference of each part of the span, oldest first. */
  #parts: { from: number; least: number }[] = [];
  /** Least difference of all; null before a message. */
  #least: number | null = null;
  /** Of the newest message; null before one. */
  #newest: number | null = null;

  take(sentAt: Instant, receivedAt: Instant): void {
    const difference = receivedAt - sentAt;
    this.#newest = difference;
    const newest = this.#parts.at(-1);
    if (newest === undefined || receivedAt - newest.from >= SPAN / PARTS) {
      this.#parts.push({ from: receivedAt, least: difference });
      if (this.#parts.length > PARTS) this.#parts.shift();
    } else if (difference < newest.least) newest.least = difference;
    else return;
    this.#least = leastOf(this.#parts);
  }

  /** One of the clocks was set: what was learnt is of no use. */
  forget(): void {
    this.#parts = [];
    this.#least = null;
    this.#newest = null;
  }

  /** All there is to know, oldest first. */
  get parts(): readonly ClockPart[] {
    return this.#parts.map((part) => ({ ...part }));
  }

  restore(parts: readonly ClockPart[]): void {
    this.#parts = parts.map((part) => ({ ...part }));
    this.#least = leastOf(this.#parts);
  }

  /** Our clock less the venue's, milliseconds, with the quickest message's delay in it; null before a message. */
  get value(): number | null {
    return this.#least;
  }

  /** Milliseconds that the newest message took longer than the quickest; null before a message. */
  get latency(): number | null {
    return this.#newest === null || this.value === null ? null : this.#newest - this.value;
  }

  /** Milliseconds since something was so at the venue, by our clock; never negative. */
  age(sentAt: Instant, now: Instant): number {
    return Math.max(0, now - sentAt - (this.value ?? 0));
  }
}

const leastOf = (parts: readonly ClockPart[]): number | null =>
  parts.length === 0 ? null : Math.min(...parts.map(({ least }) => least));
