import { ROW_WIDTH, type RowHoldings } from '../../revaluation/kernel/kernel.ts';
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

/** Holdings by what they feel, in the order in which each pair is first met. */
function byPair(holdings: readonly GroupHolding[]): readonly GroupHolding[][] {
  const pairs = new Map<Asset, Map<Asset | null, GroupHolding[]>>();
  const all: GroupHolding[][] = [];
  for (const holding of holdings) {
    const { underlying, settlement, value } = holding.unit;
    const felt = feelsSettlement(value) ? settlement : null;
    let ofUnderlying = pairs.get(underlying);
    if (ofUnderlying === undefined) pairs.set(underlying, (ofUnderlying = new Map()));
    let pair = ofUnderlying.get(felt);
    if (pair === undefined) {
      ofUnderlying.set(felt, (pair = []));
      all.push(pair);
    }
    pair.push(holding);
  }
  return all;
}

/** Adds what is linear in a holding's P&L: an option's, priced on its other side, follows from parity. */
function addLinear(
  linear: Float64Array,
  group: number,
  { unit: { value }, quantity }: GroupHolding,
): void {
  const add = (term: number, slope: number): void => {
    const at = linearTerms.count * group + term;
    linear[at] = linear[at]! + quantity * slope;
  };
  switch (value.kind) {
    case 'linear':
      add(linearTerms.price, value.slope);
      add(linearTerms.settled, -value.slope);
      break;
    case 'held':
      add(linearTerms.price, value.slope);
      break;
    case 'inverse':
      add(linearTerms.fixed, value.slope);
      break;
    case 'quanto':
      add(linearTerms.both, value.slope);
      add(linearTerms.settled, -value.slope);
      break;
    case 'option': {
      if (value.right === sideOf(value)) return;
      const sign = value.right === 'call' ? 1 : -1;
      // An inverse option's strike does not move: its settlement factor is 1.
      add(linearTerms.price, sign * value.scale * value.forward);
      add(linearTerms.strikes, -sign * value.scale * value.strike);
      break;
    }
  }
}

function compilePair(holdings: readonly GroupHolding[]): CompiledPair {
  const [first] = holdings;
  if (first === undefined) throw new Error('a pair holds something');
  const { underlying, settlement, value } = first.unit;
  const groups = Int32Array.from(new Set(holdings.map(({ group }) => group))).toSorted();
  const local = new Map([...groups].map((group, at) => [group, at]));
  const linear = new Float64Array(linearTerms.count * groups.length);
  const options: OptionValue[] = [];
  const groupOf: number[] = [];
  const weights: number[] = [];
  for (const holding of holdings) {
    const { unit, quantity, group } = holding;
    const at = local.get(group) ?? 0;
    addLinear(linear, at, holding);
    if (unit.value.kind !== 'option') continue;
    options.push(unit.value);
    groupOf.push(at);
    weights.push(quantity * unit.value.scale);
  }
  const { rows, of } = optionRows(options);
  return {
    underlying,
    settlement: feelsSettlement(value) ? settlement : null,
    rows,
    held: netted({ rowOf: of, groupOf, weights }, rows.length / ROW_WIDTH, groups.length),
    groups,
    linear,
  };
}

/** Row, group and weight of each holding. */
type Weighted = {
  readonly rowOf: Int32Array;
  readonly groupOf: readonly number[];
  readonly weights: readonly number[];
};

/** Holdings by row, one for each group that holds any: what is long and short of one row in a group nets. */
function netted({ rowOf, groupOf, weights }: Weighted, rows: number, count: number): RowHoldings {
  const byRow = orderedBy(rowOf, rows);
  const starts = new Int32Array(rows + 1);
  const groups = new Int32Array(rowOf.length);
  const sums = new Float64Array(rowOf.length);
  const inRow = new Float64Array(count);
  const lastRow = new Int32Array(count).fill(-1);
  let end = 0;
  let next = 0;
  for (let row = 0; row < rows; row++) {
    const start = end;
    for (; next < byRow.length && rowOf[byRow[next]!] === row; next++) {
      const group = groupOf[byRow[next]!]!;
      if (lastRow[group] !== row) {
        lastRow[group] = row;
        inRow[group] = 0;
        groups[end++] = group;
      }
      inRow[group] = inRow[group]! + weights[byRow[next]!]!;
    }
    if (end - start > 1) groups.subarray(start, end).sort();
    for (let h = start; h < end; h++) sums[h] = inRow[groups[h]!]!;
    starts[row + 1] = end;
  }
  return { starts, groups: groups.slice(0, end), weights: sums.slice(0, end), count };
}

/** Places in rising order of their key, equal keys in the order given: a counting sort. */
function orderedBy(keys: Int32Array, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (const key of keys) next[key + 1] = next[key + 1]! + 1;
  for (let key = 0; key < count; key++) next[key + 1] = next[key + 1]! + next[key]!;
  const order = new Int32Array(keys.length);
  keys.forEach((key, at) => {
    const place = next[key]!;
    order[place] = at;
    next[key] = place + 1;
  });
  return order;
}

/**
 * Compiles holdings once for any number of scenarios: distinct option rows, calls and puts of one strike in
 * one, quantities netted per group.
 *
 * @param groups number of groups
 */
export const compileBook = (holdings: readonly GroupHolding[], groups: number): CompiledBook => ({
  groups,
  pairs: byPair(holdings).map(compilePair),
});
