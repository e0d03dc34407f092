import type { Kernel } from '../../revaluation/kernel/kernel.ts';
import type { ScenarioSet } from '../scenario-set.ts';
import { blockOf, blockPnl } from './block-pnl.ts';
import type { CompiledBook } from './compiled-book.ts';

/** Scenarios of one block: its tables of moves stay in the cache, and memory does not grow with the set. */
export const BLOCK = 256;

/** Prices a book in every scenario of a set: [group × scenario], gain positive. */
export type PriceBook = (book: CompiledBook, set: ScenarioSet) => Float64Array;

/** Block after block; beside the result, memory is that of one block. */
export const bookPnl =
  (kernel: Kernel): PriceBook =>
  (book, set) => {
    const scenarios = set.labels.length;
    const pnl = new Float64Array(book.groups * scenarios);
    for (let from = 0; from < scenarios; from += BLOCK) {
      const to = Math.min(from + BLOCK, scenarios);
      placeBlock(pnl, blockPnl(book, blockOf(set, from, to), kernel), from, to, scenarios);
    }
    return pnl;
  };

/** Puts the P&L of a block, [group × block], in its place in [group × scenario]. */
export function placeBlock(
  into: Float64Array,
  block: Float64Array,
  from: number,
  to: number,
  scenarios: number,
): void {
  const count = to - from;
  for (let g = 0; g * count < block.length; g++) {
    into.set(block.subarray(g * count, (g + 1) * count), g * scenarios + from);
  }
}
