import { logMoneyness } from '../../pricing/black.ts';
import { ROW_WIDTH, type Kernel } from '../../revaluation/kernel/kernel.ts';
import type { Asset } from '../../values/ids.ts';
import { pairPnl, type BlockMoves } from './block-pnl.ts';
import { linearTerms, type CompiledBook, type CompiledPair } from './compiled-book.ts';

/** The pair once its underlying stands at `factor` times the price that it was compiled at. */
export function pairAt(pair: CompiledPair, factor: number): CompiledPair {
  const rows = pair.rows.slice();
  for (let at = 0; at < rows.length; at += ROW_WIDTH) {
    rows[at] = rows[at]! * factor;
    rows[at + 1] = logMoneyness(rows[at]!, rows[at + 2]!);
  }
  const linear = pair.linear.slice();
  for (let at = 0; at < linear.length; at += linearTerms.count) {
    for (const term of [linearTerms.price, linearTerms.settled, linearTerms.both]) {
      linear[at + term] = linear[at + term]! * factor;
    }
  }
  return { ...pair, rows, linear };
}

/** Updates by difference between two sums afresh: what rounding they may gather. */
const RESUMMED = 256;

/** A book whose P&L is kept while prices tick. */
export type TickingBook = {
  /** P&L of every group, [group × scenario], and of the whole, [scenario]; they change with every tick. */
  readonly groups: Float64Array;
  readonly total: Float64Array;
  /**
   * Re-prices what follows one underlying, whose price is now `factor` times that of the compiled book;
   * volatilities stay as they were.
   */
  readonly tick: (underlying: Asset, factor: number) => void;
};

/** Prices a book in a block of scenarios and keeps it up to date, underlying by underlying. */
export function tickingBook(book: CompiledBook, block: BlockMoves, kernel: Kernel): TickingBook {
  const { count } = block;
  const kept = book.pairs.map((pair) => pairPnl(pair, block, kernel));
  const groups = new Float64Array(book.groups * count);
  const total = new Float64Array(count);
  const add = (pair: CompiledPair, pnl: Float64Array, less: Float64Array | null): void => {
    pair.groups.forEach((group, g) => {
      for (let s = 0; s < count; s++) {
        const more = pnl[g * count + s]! - (less === null ? 0 : less[g * count + s]!);
        groups[group * count + s] = groups[group * count + s]! + more;
        total[s] = total[s]! + more;
      }
    });
  };
  const sumAfresh = (): void => {
    groups.fill(0);
    total.fill(0);
    book.pairs.forEach((pair, i) => add(pair, kept[i]!, null));
  };
  sumAfresh();
  let ticks = 0;
  return {
    groups,
    total,
    tick: (underlying, factor) => {
      book.pairs.forEach((pair, i) => {
        if (pair.underlying !== underlying) return;
        const pnl = pairPnl(pairAt(pair, factor), block, kernel);
        add(pair, pnl, kept[i]!);
        kept[i] = pnl;
      });
      if (++ticks % RESUMMED === 0) sumAfresh();
    },
  };
}
