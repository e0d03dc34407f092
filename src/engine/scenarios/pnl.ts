import { optionColumns } from '../revaluation/option-columns.ts';
import { unitPnl, type OptionValue, type UnitValue } from '../revaluation/unit-value.ts';
import type { Kernel } from '../revaluation/kernel/kernel.ts';
import { strictKernel } from '../revaluation/kernel/kernels.ts';
import type { Asset } from '../values/ids.ts';
import { rowsOf, type ScenarioSet } from './scenario-set.ts';

/** One distinct instrument or holding: revalued once, whoever holds it. */
export type Unit = {
  readonly key: string;
  readonly underlying: Asset;
  readonly settlement: Asset;
  readonly value: UnitValue;
};

/** P&L of one unit of each distinct instrument, row-major [unit × scenario], reporting currency. */
export type UnitColumns = {
  readonly rows: ReadonlyMap<string, number>;
  readonly scenarios: number;
  readonly values: Float64Array;
};

/** A unit with its place among the columns. */
type Placed<V extends UnitValue> = { readonly unit: Unit; readonly value: V; readonly row: number };

/** Options that feel the same moves: of one underlying, and of one settlement asset where that is its own move. */
const pairOf = ({ unit, value }: Placed<OptionValue>): string =>
  value.payoff === 'linear' ? `${unit.underlying} ${unit.settlement}` : unit.underlying;

/**
 * Re-prices every distinct instrument once in every scenario. Gain positive; exactly 0 where nothing moves.
 *
 * @param kernel prices the options
 */
export function unitColumns(
  units: readonly Unit[],
  set: ScenarioSet,
  kernel: Kernel = strictKernel(),
): UnitColumns {
  const scenarios = set.labels.length;
  const assetRows = rowsOf(set);
  const values = new Float64Array(units.length * scenarios);
  const still = new Float64Array(scenarios).fill(1);
  const moves = (of: Float64Array, asset: Asset): Float64Array => {
    const row = assetRows.get(asset);
    return row === undefined ? still : of.subarray(row * scenarios, (row + 1) * scenarios);
  };
  const column = (row: number): Float64Array =>
    values.subarray(row * scenarios, (row + 1) * scenarios);

  const options: Placed<OptionValue>[] = [];
  units.forEach((unit, row) => {
    const { value } = unit;
    if (value.kind === 'option') {
      options.push({ unit, value, row });
      return;
    }
    const prices = moves(set.prices, unit.underlying);
    const settlements = moves(set.prices, unit.settlement);
    const into = column(row);
    for (let s = 0; s < scenarios; s++) into[s] = unitPnl(value, prices[s]!, 1, settlements[s]!);
  });
  for (const pair of Map.groupBy(options, pairOf).values()) {
    const [first] = pair;
    if (first === undefined) continue;
    const { underlying, settlement } = first.unit;
    optionColumns(
      pair.map(({ value }) => value),
      {
        prices: moves(set.prices, underlying),
        volatilities: moves(set.volatilities, underlying),
        settlements: first.value.payoff === 'linear' ? moves(set.prices, settlement) : still,
      },
      kernel,
      (i) => column(pair[i]!.row),
    );
  }
  return { rows: new Map(units.map(({ key }, row) => [key, row])), scenarios, values };
}

/** A quantity of one distinct instrument. */
export type Holding = { readonly key: string; readonly quantity: number };

/** P&L of a slice: the sum of its holdings' columns, [scenario], gain positive. */
export function slicePnl(holdings: readonly Holding[], columns: UnitColumns): Float64Array {
  const { scenarios, values, rows } = columns;
  const pnl = new Float64Array(scenarios);
  for (const { key, quantity } of holdings) {
    const row = rows.get(key);
    if (row === undefined) continue;
    const from = row * scenarios;
    for (let s = 0; s < scenarios; s++) pnl[s] = pnl[s]! + quantity * values[from + s]!;
  }
  return pnl;
}
