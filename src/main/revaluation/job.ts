import type { Kernel } from '../../engine/revaluation/kernel/kernel.ts';
import { blockOf, blockPnl } from '../../engine/scenarios/compiled/block-pnl.ts';
import { BLOCK, placeBlock } from '../../engine/scenarios/compiled/book-pnl.ts';
import type { CompiledBook } from '../../engine/scenarios/compiled/compiled-book.ts';
import type { ScenarioSet } from '../../engine/scenarios/scenario-set.ts';

/** A book to be priced in a set, block by block, by whoever takes the next: moves and result are in shared memory. */
export type Job = {
  readonly book: CompiledBook;
  readonly set: ScenarioSet;
  /** [group × scenario]. */
  readonly pnl: Float64Array<SharedArrayBuffer>;
  /** As `Slot` says. */
  readonly control: Int32Array<SharedArrayBuffer>;
};

/** `events` counts what whoever waits is woken for: every block done, and a failure. */
export const Slot = { next: 0, done: 1, failed: 2, events: 3, count: 4 } as const;

/** Counts in a slot what has happened, and wakes whoever waits. */
export function told(control: Int32Array<SharedArrayBuffer>, slot: number): void {
  Atomics.add(control, slot, 1);
  Atomics.add(control, Slot.events, 1);
  Atomics.notify(control, Slot.events);
}

export const blocksOf = (set: ScenarioSet): number => Math.ceil(set.labels.length / BLOCK);

/** Prices blocks until none is left. Each lands in its own place, so that it does not matter who priced it. */
export function workOn({ book, set, pnl, control }: Job, kernel: Kernel): void {
  const scenarios = set.labels.length;
  const blocks = blocksOf(set);
  for (;;) {
    const block = Atomics.add(control, Slot.next, 1);
    if (block >= blocks) return;
    const from = block * BLOCK;
    const to = Math.min(from + BLOCK, scenarios);
    placeBlock(pnl, blockPnl(book, blockOf(set, from, to), kernel), from, to, scenarios);
    told(control, Slot.done);
  }
}
