import {
  loneSource,
  type LoneMemory,
  type LoneSettings,
} from '../../engine/consensus/lone-source.ts';
import type { Instant } from '../../engine/values/units.ts';

/** A jump of over a fifth (e^0.2) at once, a fifth more for each hour, at most threefold; a minute to stand. */
export const usualLone: LoneSettings = {
  jump: 0.2,
  jumpPerHour: 0.2,
  most: Math.log(3),
  standsFor: 60_000,
};

/** Prices by name, each followed message by message: which of them jumped, and have not stood since. */
export class LoneWatch {
  readonly #known = new Map<
    string,
    { readonly memory: LoneMemory; readonly fault: string | null }
  >();

  /** @param value positive @returns why it would not be believed of a lone source; null where it would */
  take(name: string, value: number, at: Instant): string | null {
    const found = loneSource(value, at, this.#known.get(name)?.memory ?? null, usualLone);
    this.#known.set(name, found);
    return found.fault;
  }

  /** What `take` said last; null of what was never told. */
  doubt(name: string): string | null {
    return this.#known.get(name)?.fault ?? null;
  }

  /** One of the clocks was set, or nobody states these any more. */
  forget(): void {
    this.#known.clear();
  }
}
