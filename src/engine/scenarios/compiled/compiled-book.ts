import type { RowHoldings } from '../../revaluation/kernel/kernel.ts';
import { optionRows, sideOf } from '../../revaluation/kernel/rows.ts';
import type { OptionValue, UnitValue } from '../../revaluation/unit-value.ts';
import type { Asset } from '../../values/ids.ts';
import type { Unit } from '../pnl.ts';

/** What a group of the book holds of one unit: a group is whatever P&L is wanted of, such as an account's part. */
export type GroupHolding = {
  readonly unit: Unit;
  /** Units held, long positive. */
  readonly quantity: number;
  /** From 0. */
  readonly group: number;
};

/**
 * All that feels the moves of one underlying and one settlement asset: option rows with who holds them, and
 * what is linear in the moves, of every group that holds any. Plain numbers, to be handed to any worker.
 */
export type CompiledPair = {
  readonly underlying: Asset;
  /** Null where the coin's own move is inside the values. */
  readonly settlement: Asset | null;
  readonly rows: Float64Array;
  readonly held: RowHoldings;
  /** Group of the book of each group that holds anything here. */
  readonly groups: Int32Array;
  /** What is linear in the moves, `linearTerms` numbers per group. */
  readonly linear: Float64Array;
};

/**
 * P&L = (price + fixed) × (m − 1) + (settled + strikes) × (f − 1) + both × (m f − 1). When the price of the
 * underlying moves for good, `price`, `settled` and `both` move along.
 */
export const linearTerms = {
  price: 0,
  settled: 1,
  both: 2,
  fixed: 3,
  strikes: 4,
  count: 5,
} as const;

export type CompiledBook = { readonly groups: number; readonly pairs: readonly CompiledPair[] };

const feelsSettlement = (value: UnitValue): boolean =>
  value.kind === 'linear' ||
  value.kind === 'quanto' ||
  (value.kind === 'option' && value.payoff === 'linear');

const pairOf = ({ unit }: GroupHolding): string =>
  feelsSettlement(unit.value) ? `${unit.underlying} ${unit.settlement}` : unit.underlying;

const terms = ['price', 'settled', 'both', 'fixed', 'strikes'] as const;

/** Coefficients of what is linear in one unit's P&L: an option's, priced on its other side, follow from parity. */
function linearOf(value: UnitValue): Partial<Record<(typeof terms)[number], number>> {
  switch (value.kind) {
    case 'linear':
      return { price: value.slope, settled: -value.slope };
    case 'held':
      return { price: value.slope };
    case 'inverse':
      return { fixed: value.slope };
    case 'quanto':
      return { both: value.slope, settled: -value.slope };
    case 'option': {
      if (value.right === sideOf(value)) return {};
      const sign = value.right === 'call' ? 1 : -1;
      // An inverse option's strike does not move: its settlement factor is 1.
      return {
        price: sign * value.scale * value.forward,
        strikes: -sign * value.scale * value.strike,
      };
    }
  }
}

function compilePair(holdings: readonly GroupHolding[]): CompiledPair {
  const [first] = holdings;
  if (first === undefined) throw new Error('a pair holds something');
  const { underlying, settlement, value } = first.unit;
  const groups = [...new Set(holdings.map(({ group }) => group))].toSorted((a, b) => a - b);
  const local = new Map(groups.map((group, at) => [group, at]));
  const linear = new Float64Array(linearTerms.count * groups.length);
  const options: { value: OptionValue; group: number; quantity: number }[] = [];
  for (const { unit, quantity, group } of holdings) {
    const at = local.get(group) ?? 0;
    const slopes = linearOf(unit.value);
    for (const term of terms) {
      const place = linearTerms.count * at + linearTerms[term];
      linear[place] = linear[place]! + quantity * (slopes[term] ?? 0);
    }
    if (unit.value.kind === 'option') options.push({ value: unit.value, group: at, quantity });
  }
  const { rows, of } = optionRows(options.map((one) => one.value));
  return {
    underlying,
    settlement: feelsSettlement(value) ? settlement : null,
    rows,
    held: netted(options, of, rows.length / 5, groups.length),
    groups: Int32Array.from(groups),
    linear,
  };
}

/** Holdings by row, one for each group that holds any: what is long and short of one row in a group nets. */
function netted(
  options: readonly { value: OptionValue; group: number; quantity: number }[],
  rowOf: Int32Array,
  rows: number,
  count: number,
): RowHoldings {
  const weights = new Map<number, number>();
  options.forEach(({ value, group, quantity }, i) => {
    const key = rowOf[i]! * count + group;
    weights.set(key, (weights.get(key) ?? 0) + quantity * value.scale);
  });
  const keys = Float64Array.from(weights.keys()).toSorted();
  const starts = new Int32Array(rows + 1);
  keys.forEach((key, h) => {
    starts[Math.floor(key / count) + 1] = h + 1;
  });
  return {
    starts,
    groups: Int32Array.from(keys, (key) => key % count),
    weights: Float64Array.from(keys, (key) => weights.get(key) ?? 0),
    count,
  };
}

/**
 * Compiles holdings once for any number of scenarios: distinct option rows, calls and puts of one strike in
 * one, quantities netted per group.
 *
 * @param groups number of groups
 */
export const compileBook = (holdings: readonly GroupHolding[], groups: number): CompiledBook => ({
  groups,
  pairs: [...Map.groupBy(holdings, pairOf).values()].map(compilePair),
});
