import type { Kernel } from '../../revaluation/kernel/kernel.ts';
import type { Asset } from '../../values/ids.ts';
import type { ScenarioSet } from '../scenario-set.ts';
import { linearTerms, type CompiledBook, type CompiledPair } from './compiled-book.ts';

/** Moves of the assets in a block of scenarios; an asset that is not named does not move. */
export type BlockMoves = {
  readonly count: number;
  readonly prices: ReadonlyMap<Asset, Float64Array>;
  readonly volatilities: ReadonlyMap<Asset, Float64Array>;
};

/** Scenarios `from` up to `to` of a set. */
export function blockOf(
  { assets, labels, prices, volatilities }: ScenarioSet,
  from: number,
  to: number,
): BlockMoves {
  const columns = (of: Float64Array): ReadonlyMap<Asset, Float64Array> =>
    new Map(
      assets.map((asset, row) => {
        const at = row * labels.length;
        return [asset, of.subarray(at + from, at + to)];
      }),
    );
  return { count: to - from, prices: columns(prices), volatilities: columns(volatilities) };
}

/**
 * P&L of one pair, [group of the pair × scenario]. Each scenario is priced by itself, in the order of the rows,
 * so that the way scenarios are cut into blocks does not change a bit.
 */
export function pairPnl(pair: CompiledPair, block: BlockMoves, kernel: Kernel): Float64Array {
  const { underlying, settlement, rows, held, linear } = pair;
  const { count } = block;
  const still = new Float64Array(count).fill(1);
  const m = block.prices.get(underlying) ?? still;
  const f = (settlement === null ? undefined : block.prices.get(settlement)) ?? still;
  const pnl = new Float64Array(held.count * count);
  for (let g = 0; g < held.count; g++) {
    const own = linear.subarray(g * linearTerms.count, (g + 1) * linearTerms.count);
    const price = own[linearTerms.price]! + own[linearTerms.fixed]!;
    const settled = own[linearTerms.settled]! + own[linearTerms.strikes]!;
    const both = own[linearTerms.both]!;
    const at = g * count;
    for (let s = 0; s < count; s++) {
      pnl[at + s] = price * (m[s]! - 1) + settled * (f[s]! - 1) + both * (m[s]! * f[s]! - 1);
    }
  }
  if (rows.length > 0) addOptions(pnl, pair, { count, m, f, block }, kernel);
  return pnl;
}

type Moved = {
  readonly count: number;
  readonly m: Float64Array;
  readonly f: Float64Array;
  readonly block: BlockMoves;
};

/** A market that does not move is priced along, so that such a scenario gives exactly 0. */
function addOptions(
  pnl: Float64Array,
  { underlying, rows, held }: CompiledPair,
  { count, m, f, block }: Moved,
  kernel: Kernel,
): void {
  const factors = new Float64Array(count + 1).fill(1);
  const volatilities = new Float64Array(count + 1).fill(1);
  for (let s = 0; s < count; s++) factors[s] = m[s]! / f[s]!;
  const moved = block.volatilities.get(underlying);
  if (moved !== undefined) volatilities.set(moved);
  const values = kernel.sum(rows, { count: count + 1, factors, volatilities }, held);
  for (let g = 0; g < held.count; g++) {
    const at = g * count;
    const from = g * (count + 1);
    const base = values[from + count]!;
    for (let s = 0; s < count; s++) {
      pnl[at + s] = pnl[at + s]! + (f[s]! * values[from + s]! - base);
    }
  }
}

/** P&L of every group in a block of scenarios, [group × scenario], gain positive. A function of its inputs alone. */
export function blockPnl(book: CompiledBook, block: BlockMoves, kernel: Kernel): Float64Array {
  const { count } = block;
  const pnl = new Float64Array(book.groups * count);
  for (const pair of book.pairs) {
    const found = pairPnl(pair, block, kernel);
    pair.groups.forEach((group, g) => {
      const at = group * count;
      const from = g * count;
      for (let s = 0; s < count; s++) pnl[at + s] = pnl[at + s]! + found[from + s]!;
    });
  }
  return pnl;
}
