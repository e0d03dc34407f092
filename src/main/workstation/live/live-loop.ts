import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import type { LevelChange } from '../../../engine/live/kept-accounts.ts';
import { liveRun, type LiveRun } from '../../../engine/live/live-run.ts';
import type { MarketChanges } from '../../../engine/live/market-changes.ts';
import type { RiskInput } from '../../../engine/run.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { Surroundings } from '../../feeds/connection/surroundings.ts';

/** Milliseconds that ticks are gathered for before the accounts that they touch are computed. */
const GATHERED = 10;
/** Milliseconds between two snapshots at least; one that takes long leaves as much time for the rest. */
const BETWEEN_SNAPSHOTS = 100;
/** Milliseconds after which time alone is a tick: values age, options decay. */
const IDLE = 1_000;

export type LiveLoopOptions = {
  readonly around: Pick<Surroundings, 'now' | 'elapsed' | 'after'>;
  /** What is new of the market since the last call. */
  readonly changes: (now: Instant) => MarketChanges;
  /** Accounts that came to another level: told before the snapshot is put together. */
  readonly onLevels: (changes: readonly LevelChange[]) => void;
  readonly onSnapshot: (snapshot: RiskSnapshot) => void;
  readonly onFault: (error: unknown) => void;
};

/**
 * Ticks in; levels at once, snapshots at most ten times a second out. All of it on one thread, one
 * step at a time: while a step takes long what comes meanwhile is gathered, and the next takes all of it.
 */
export class LiveLoop {
  readonly #options: LiveLoopOptions;
  #run: LiveRun | null = null;
  #cancelTick: (() => void) | null = null;
  #cancelSnapshot: (() => void) | null = null;
  #cancelIdle: (() => void) | null = null;
  #nextSnapshot = Number.NEGATIVE_INFINITY;

  constructor(options: LiveLoopOptions) {
    this.#options = options;
  }

  /** Begins anew on a book as it stands. @returns its snapshot @throws BeyondNumbers as `run` does */
  begin(input: RiskInput): RiskSnapshot {
    this.end();
    this.#run = liveRun(input);
    const snapshot = this.#run.snapshot();
    this.#nextSnapshot = this.#options.around.elapsed() + BETWEEN_SNAPSHOTS;
    this.#idle();
    return snapshot;
  }

  end(): void {
    for (const cancel of [this.#cancelTick, this.#cancelSnapshot, this.#cancelIdle]) cancel?.();
    this.#cancelTick = null;
    this.#cancelSnapshot = null;
    this.#cancelIdle = null;
    this.#run = null;
  }

  /** Something of the market changed. */
  touch(): void {
    if (this.#run === null || this.#cancelTick !== null) return;
    this.#cancelTick = this.#options.around.after(GATHERED, () => {
      this.#cancelTick = null;
      this.#tick();
    });
  }

  /** Takes what changed at once, without waiting for more. */
  step(): void {
    this.#cancelTick?.();
    this.#cancelTick = null;
    this.#tick();
  }

  #tick(): void {
    const { around, changes, onLevels, onFault } = this.#options;
    if (this.#run === null) return;
    const now = around.now();
    try {
      const ticked = this.#run.tick(changes(now), now);
      if (ticked.changes.length > 0) onLevels(ticked.changes);
    } catch (error) {
      onFault(error);
      return;
    }
    this.#snapshotSoon();
    this.#idle();
  }

  #idle(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = this.#options.around.after(IDLE, () => this.#tick());
  }

  #snapshotSoon(): void {
    if (this.#cancelSnapshot !== null) return;
    const { around } = this.#options;
    const wait = Math.max(0, this.#nextSnapshot - around.elapsed());
    this.#cancelSnapshot = around.after(wait, () => {
      this.#cancelSnapshot = null;
      this.#snapshot();
    });
  }

  #snapshot(): void {
    const { around, onSnapshot, onFault } = this.#options;
    if (this.#run === null) return;
    const began = around.elapsed();
    try {
      onSnapshot(this.#run.snapshot());
    } catch (error) {
      onFault(error);
    }
    const ended = around.elapsed();
    this.#nextSnapshot = began + Math.max(BETWEEN_SNAPSHOTS, 2 * (ended - began));
  }
}
