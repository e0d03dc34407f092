import { unitPnl, type UnitValue } from '../revaluation/unit-value.ts';
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

/** Re-prices every distinct instrument once in every scenario. Gain positive. */
export function unitColumns(units: readonly Unit[], set: ScenarioSet): UnitColumns {
  const scenarios = set.labels.length;
  const assetRows = rowsOf(set);
  const values = new Float64Array(units.length * scenarios);
  const still = new Float64Array(scenarios).fill(1);
  const column = (of: Float64Array, asset: Asset): Float64Array => {
    const row = assetRows.get(asset);
    return row === undefined ? still : of.subarray(row * scenarios, (row + 1) * scenarios);
  };
  const rows = new Map<string, number>();
  units.forEach((unit, row) => {
    rows.set(unit.key, row);
    const moves = column(set.prices, unit.underlying);
    const settlements = column(set.prices, unit.settlement);
    const volatilities = column(set.volatilities, unit.underlying);
    for (let s = 0; s < scenarios; s++) {
      values[row * scenarios + s] = unitPnl(
        unit.value,
        moves[s]!,
        volatilities[s]!,
        settlements[s]!,
      );
    }
  });
  return { rows, scenarios, values };
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
    for (let s = 0; s < scenarios; s++) pnl[s] = pnl[s]! + quantity * values[row * scenarios + s]!;
  }
  return pnl;
}
