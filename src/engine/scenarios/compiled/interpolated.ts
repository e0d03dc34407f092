import type { Kernel } from '../../revaluation/kernel/kernel.ts';
import type { Asset } from '../../values/ids.ts';
import { blockPnl, type BlockMoves } from './block-pnl.ts';
import type { CompiledBook } from './compiled-book.ts';
import { pairAt } from './ticking-book.ts';

/** P&L near one price, for previews between two full revaluations. */
export type InterpolatedBook = {
  /** P&L of every group, [group × scenario], at `factor` times the compiled price; overwritten by the next. */
  readonly at: (factor: number) => Float64Array;
  /** Largest error found within the reach, against full revaluation, by the largest P&L. */
  readonly error: number;
};

/**
 * Each group's P&L in each scenario as a parabola in the logarithm of one underlying's price, through three
 * full revaluations: at today's price and `reach` to either side. Its error is measured half-way, where a
 * parabola is worst, and stated; beyond the reach it is not to be used.
 *
 * @param reach relative, such as 0.005
 */
export function interpolatedBook(
  book: CompiledBook,
  underlying: Asset,
  block: BlockMoves,
  reach: number,
  kernel: Kernel,
): InterpolatedBook {
  const step = Math.log1p(reach);
  const whole = (factor: number): Float64Array => {
    const pairs = book.pairs.map((pair) =>
      pair.underlying === underlying ? pairAt(pair, factor) : pair,
    );
    return blockPnl({ ...book, pairs }, block, kernel);
  };
  const [below, now, above] = [-1, 0, 1].map((side) => whole(Math.exp(side * step)));
  if (below === undefined || now === undefined || above === undefined) {
    throw new Error('three revaluations');
  }
  const slope = now.map((_, i) => (above[i]! - below[i]!) / (2 * step));
  const bend = now.map((value, i) => (above[i]! - 2 * value + below[i]!) / (2 * step * step));
  const found = new Float64Array(now.length);
  const at = (factor: number): Float64Array => {
    const x = Math.log(factor);
    for (let i = 0; i < found.length; i++) found[i] = now[i]! + x * (slope[i]! + x * bend[i]!);
    return found;
  };
  let error = 0;
  let largest = 0;
  for (const factor of [Math.exp(-step / 2), Math.exp(step / 2)]) {
    const exact = whole(factor);
    at(factor).forEach((value, i) => {
      error = Math.max(error, Math.abs(value - exact[i]!));
      largest = Math.max(largest, Math.abs(exact[i]!));
    });
  }
  return { at, error: largest === 0 ? 0 : error / largest };
}
