import type { Surroundings } from './surroundings.ts';

/** Milliseconds by which two clocks may drift apart unnoticed. */
const UNNOTICED = 2_000;

/**
 * Tells when the wall's clock moved otherwise than time passed: it was set, or the computer slept. Where
 * time asleep counts as passed (Windows) only the first is told here; Linux and macOS do not count it.
 */
export class ClockWatch {
  readonly #around: Pick<Surroundings, 'now' | 'elapsed'>;
  #apart: number;

  constructor(around: Pick<Surroundings, 'now' | 'elapsed'>) {
    this.#around = around;
    this.#apart = around.now() - around.elapsed();
  }

  /** Milliseconds that it was moved by since the last call, negative: back; 0 where it was not. */
  moved(): number {
    const apart = this.#around.now() - this.#around.elapsed();
    const by = apart - this.#apart;
    if (Math.abs(by) < UNNOTICED) return 0;
    this.#apart = apart;
    return by;
  }
}
