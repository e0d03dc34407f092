import type { Instant } from '../../engine/values/units.ts';

/** Milliseconds that a message may be older than another that came before it: beyond, one of the clocks was set. */
const LATEST = 30_000;
/** Milliseconds of such messages alone, after which it was. */
const PATIENCE = 5_000;

/**
 * Tells when a venue's clock was set back, or comes back from a leap ahead: what it sends is dated earlier than what
 * it sent before, and goes on being so. Without this everything would seem to come late until its clock caught up.
 */
export class ClockBack {
  #newest: Instant | null = null;
  #since: Instant | null = null;

  /** @returns true once it is sure that the venue's clock was set back */
  take(sentAt: Instant, receivedAt: Instant): boolean {
    if (this.#newest === null || sentAt > this.#newest - LATEST) {
      if (this.#newest === null || sentAt > this.#newest) this.#newest = sentAt;
      this.#since = null;
      return false;
    }
    this.#since ??= receivedAt;
    // Our own clock may have been set as well: the wait begins anew.
    if (receivedAt < this.#since) this.#since = receivedAt;
    if (receivedAt - this.#since < PATIENCE) return false;
    this.#newest = sentAt;
    this.#since = null;
    return true;
  }
}
