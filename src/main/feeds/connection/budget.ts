import type { Allowance } from '../venue-feed.ts';

/** Keeps what is done within a venue's allowance: at most so much weight in any span. */
export class Budget {
  readonly #allowance: Allowance;
  #spent: { at: number; weight: number }[] = [];
  /** Until when the venue itself forbids more. */
  #heldUntil = Number.NEGATIVE_INFINITY;

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Milliseconds to wait before so much may be spent; 0: now. A weight above the whole allowance waits for all of it. */
  wait(weight: number, now: number): number {
    this.#forget(now);
    const { most, per } = this.#allowance;
    let spent = this.#spent.reduce((sum, one) => sum + one.weight, 0);
    let until = this.#heldUntil;
    for (const one of this.#spent) {
      if (spent + Math.min(weight, most) <= most) break;
      spent -= one.weight;
      until = Math.max(until, one.at + per);
    }
    return Math.max(0, until - now);
  }

  spend(weight: number, now: number): void {
    this.#spent.push({ at: now, weight });
  }

  /** The venue said to wait. */
  hold(milliseconds: number, now: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, now + milliseconds);
  }

  #forget(now: number): void {
    const { per } = this.#allowance;
    this.#spent = this.#spent.filter(({ at }) => now - at < per);
  }
}
