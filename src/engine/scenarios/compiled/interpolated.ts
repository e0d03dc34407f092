import type { Kernel } from '../../revaluation/kernel/kernel.ts';
import type { Asset } from '../../values/ids.ts';
import { blockPnl, type BlockMoves } from './block-pnl.ts';
import type { CompiledBook } from './compiled-book.ts';
import { pairAt } from './ticking-book.ts';

/** P&L near one price, for previews between two full revaluations. */
export type InterpolatedBook = {
  /** Groups that hold something of the underlying. */
  readonly affected: readonly number[];
  /** P&L of the affected groups, [affected × scenario], and of the whole, [scenario]; overwritten by each move. */
  readonly groups: Float64Array;
  readonly total: Float64Array;
  /** Moves the underlying to `factor` times the compiled price. */
  readonly move: (factor: number) => void;
  /** Largest error of the whole found within the reach, against full revaluation, by its largest P&L. */
  readonly error: number;
};

/** c0 + x (c1 + x c2) of each number. */
type Parabolas = readonly [Float64Array, Float64Array, Float64Array];

function parabolas(
  below: Float64Array,
  now: Float64Array,
  above: Float64Array,
  step: number,
): Parabolas {
  return [
    now,
    now.map((_, i) => (above[i]! - below[i]!) / (2 * step)),
    now.map((value, i) => (above[i]! - 2 * value + below[i]!) / (2 * step * step)),
  ];
}

function evaluate([c0, c1, c2]: Parabolas, x: number, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = c0[i]! + x * (c1[i]! + x * c2[i]!);
}

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
  const { count } = block;
  const step = Math.log1p(reach);
  const own = book.pairs.filter((pair) => pair.underlying === underlying);
  const affected = [...new Set(own.flatMap((pair) => [...pair.groups]))].toSorted((a, b) => a - b);
  const at = (factor: number): Groups => {
    const pairs = book.pairs.map((pair) =>
      pair.underlying === underlying ? pairAt(pair, factor) : pair,
    );
    return groupsOf(blockPnl({ ...book, pairs }, block, kernel), affected, count);
  };
  const below = at(Math.exp(-step));
  const now = at(1);
  const above = at(Math.exp(step));
  const some = parabolas(below.some, now.some, above.some, step);
  const whole = parabolas(below.total, now.total, above.total, step);
  const groups = now.some.slice();
  const total = now.total.slice();
  const move = (factor: number): void => {
    const x = Math.log(factor);
    evaluate(some, x, groups);
    evaluate(whole, x, total);
  };
  let error = 0;
  let largest = 0;
  for (const factor of [Math.exp(-step / 2), Math.exp(step / 2)]) {
    const exact = at(factor);
    move(factor);
    exact.total.forEach((pnl, s) => {
      error = Math.max(error, Math.abs(total[s]! - pnl));
      largest = Math.max(largest, Math.abs(pnl));
    });
  }
  move(1);
  return { affected, groups, total, move, error: largest === 0 ? 0 : error / largest };
}

type Groups = { readonly some: Float64Array; readonly total: Float64Array };

function groupsOf(pnl: Float64Array, affected: readonly number[], count: number): Groups {
  const some = new Float64Array(affected.length * count);
  affected.forEach((group, i) => {
    some.set(pnl.subarray(group * count, (group + 1) * count), i * count);
  });
  const total = new Float64Array(count);
  pnl.forEach((value, i) => {
    total[i % count] = total[i % count]! + value;
  });
  return { some, total };
}
