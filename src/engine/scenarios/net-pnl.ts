import type { Line } from '../netting/lines.ts';
import { strictKernel } from '../revaluation/kernel/kernels.ts';
import type { Asset } from '../values/ids.ts';
import { compileBook, linearTerms, type CompiledPair } from './compiled/compiled-book.ts';

/** Nodes per unit of log price, and the move beyond which options are priced, not looked up. */
const DENSITY = 1024;
const REACH = 4;
/** Neighbouring nodes that are priced together. */
const BATCH = 32;

/** P&L of a netted book, gain positive, as a function of the log moves of its assets, [asset]. */
export type NetPnl = (moves: Float64Array) => number;

/** Value of a pair's options at a log move of their forwards. */
type Curve = (move: number) => number;

/** What one pair of underlying and settlement asset earns. */
type Part = {
  /** Columns; null where the asset stands still or its own move is inside. */
  readonly underlying: number | null;
  readonly settlement: number | null;
  readonly price: number;
  readonly settled: number;
  readonly both: number;
  readonly options: { readonly value: Curve; readonly base: number } | null;
};

/**
 * Nets lines to one sum and one curve of options per pair of underlying and settlement asset, so that a
 * scenario costs as much as there are pairs, not contracts. What is linear is exact. Options are priced at
 * nodes of 1 ÷ 1024 in log price, when first needed, and cubically between them: a value depends on its own
 * move alone, never on what else is asked.
 *
 * @param assets those that move; any other stands still
 */
export function netPnl(lines: readonly Line[], assets: readonly Asset[]): NetPnl {
  const column = new Map(assets.map((asset, i) => [asset, i]));
  const held = lines.map(({ unit, quantity }) => ({ unit, quantity, group: 0 }));
  const parts = compileBook(held, 1).pairs.map((pair) => partOf(pair, column));
  return (moves) => {
    let total = 0;
    for (const { underlying, settlement, price, settled, both, options } of parts) {
      const m = underlying === null ? 0 : moves[underlying]!;
      const f = settlement === null ? 0 : moves[settlement]!;
      total += price * Math.expm1(m) + settled * Math.expm1(f) + both * Math.expm1(m + f);
      if (options !== null) total += Math.exp(f) * options.value(m - f) - options.base;
    }
    return total;
  };
}

function partOf(pair: CompiledPair, column: ReadonlyMap<Asset, number>): Part {
  const term = (name: keyof typeof linearTerms): number => pair.linear[linearTerms[name]]!;
  const value = pair.rows.length === 0 ? null : curveOf(pair);
  return {
    underlying: column.get(pair.underlying) ?? null,
    settlement: pair.settlement === null ? null : (column.get(pair.settlement) ?? null),
    price: term('price') + term('fixed'),
    settled: term('settled') + term('strikes'),
    both: term('both'),
    options: value === null ? null : { value, base: value(0) },
  };
}

function curveOf({ rows, held }: CompiledPair): Curve {
  const priced = (moves: readonly number[]): Float64Array => {
    const count = moves.length;
    const factors = Float64Array.from(moves, Math.exp);
    const volatilities = new Float64Array(count).fill(1);
    return strictKernel().sum(rows, { count, factors, volatilities }, held);
  };
  const batches = new Map<number, Float64Array>();
  const node = (k: number): number => {
    const batch = Math.floor(k / BATCH);
    let values = batches.get(batch);
    if (values === undefined) {
      values = priced(Array.from({ length: BATCH }, (_, i) => (batch * BATCH + i) / DENSITY));
      batches.set(batch, values);
    }
    return values[k - batch * BATCH]!;
  };
  return (move) => {
    if (!(Math.abs(move) < REACH)) return priced([move])[0]!;
    const place = move * DENSITY;
    const k = Math.floor(place);
    const t = place - k;
    const [a, b, c, d] = [node(k - 1), node(k), node(k + 1), node(k + 2)];
    // Lagrange's cubic through four neighbouring nodes.
    return (
      (-a * t * (t - 1) * (t - 2)) / 6 +
      (b * (t + 1) * (t - 1) * (t - 2)) / 2 -
      (c * (t + 1) * t * (t - 2)) / 2 +
      (d * (t + 1) * t * (t - 1)) / 6
    );
  };
}
