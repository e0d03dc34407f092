import type { Line } from '../netting/lines.ts';
import { unitPnl, type OptionValue } from '../revaluation/unit-value.ts';
import type { Asset } from '../values/ids.ts';

/** Nodes per unit of log price, and the move beyond which contracts are priced one by one. */
const DENSITY = 1024;
const REACH = 4;

/** P&L of a netted book, gain positive, as a function of the log moves of its assets, [asset]. */
export type NetPnl = (moves: Float64Array) => number;

/** An option's value as one function of a log move; options of one kind add up to one curve. */
type Curve = {
  readonly underlying: number;
  /** Column of the currency that linear options settle in; null where it stands still or is inside. */
  readonly settlement: number | null;
  readonly base: number;
  readonly at: (move: number) => number;
};

type Part = { readonly value: OptionValue; quantity: number };

/**
 * Nets lines to one sum per asset and one curve per kind of option, so that a scenario costs as much
 * as there are assets, not contracts. Futures and holdings are exact. Options are priced at nodes of
 * 1 ÷ 1024 in log price, each when first needed, and cubically between them: a value depends on its
 * own move alone, never on what else is asked.
 *
 * @param assets those that move; any other stands still
 */
export function netPnl(lines: readonly Line[], assets: readonly Asset[]): NetPnl {
  const column = new Map(assets.map((asset, i) => [asset, i]));
  const slopes = new Float64Array(assets.length);
  const quantos = new Map<string, { u: number; f: number | null; slope: number }>();
  const groups = new Map<string, { u: number; f: number | null; parts: Map<string, Part> }>();
  for (const { unit, quantity } of lines) {
    const u = column.get(unit.underlying);
    const f = column.get(unit.settlement) ?? null;
    const { value } = unit;
    switch (value.kind) {
      case 'linear':
        if (u !== undefined) slopes[u] = slopes[u]! + quantity * value.slope;
        if (f !== null) slopes[f] = slopes[f]! - quantity * value.slope;
        break;
      case 'inverse':
      case 'held':
        if (u !== undefined) slopes[u] = slopes[u]! + quantity * value.slope;
        break;
      case 'quanto': {
        if (u === undefined) break;
        const key = `${u}|${f ?? ''}`;
        const known = quantos.get(key) ?? { u, f, slope: 0 };
        known.slope += quantity * value.slope;
        quantos.set(key, known);
        break;
      }
      case 'option': {
        if (u === undefined) break;
        const settled = value.payoff === 'linear' ? f : null;
        const key = `${u}|${settled ?? ''}|${value.payoff}`;
        const group = groups.get(key) ?? { u, f: settled, parts: new Map<string, Part>() };
        const part = group.parts.get(unit.key) ?? { value, quantity: 0 };
        part.quantity += quantity;
        group.parts.set(unit.key, part);
        groups.set(key, group);
        break;
      }
    }
  }
  const curves = [...groups.values()].map(({ u, f, parts }) => curveOf(u, f, [...parts.values()]));
  const crossed = [...quantos.values()];
  return (moves) => {
    let total = 0;
    for (let a = 0; a < slopes.length; a++) total += slopes[a]! * Math.expm1(moves[a]!);
    for (const { u, f, slope } of crossed) {
      total += slope * Math.expm1(moves[u]!) * (f === null ? 1 : Math.exp(moves[f]!));
    }
    for (const { underlying, settlement, base, at } of curves) {
      if (settlement === null) total += at(moves[underlying]!);
      else {
        const rate = moves[settlement]!;
        total += Math.exp(rate) * (at(moves[underlying]! - rate) + base) - base;
      }
    }
    return total;
  };
}

function curveOf(underlying: number, settlement: number | null, parts: readonly Part[]): Curve {
  const exact = (move: number): number => {
    const factor = Math.exp(move);
    let sum = 0;
    for (const { value, quantity } of parts) sum += quantity * unitPnl(value, factor, 1, 1);
    return sum;
  };
  const half = REACH * DENSITY + 2;
  const nodes = new Float64Array(2 * half + 1).fill(Number.NaN);
  const node = (k: number): number => {
    const known = nodes[k + half]!;
    return Number.isNaN(known) ? (nodes[k + half] = exact(k / DENSITY)) : known;
  };
  const at = (move: number): number => {
    if (!(Math.abs(move) < REACH)) return exact(move);
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
  const base = parts.reduce(
    (sum, { value, quantity }) => sum + quantity * value.scale * value.base,
    0,
  );
  return { underlying, settlement, base, at };
}
