import type { PricedPosition } from '../../model/priced.ts';
import { unitSensitivities } from '../../revaluation/sensitivity.ts';
import { unitPnl, unitValue } from '../../revaluation/unit-value.ts';
import type { Cell } from './scan-grid.ts';

/** What a relative move of a scan is a move of. */
export type MoveOf = 'mark' | 'index';

/** A future moves by as much as its index does where the scan moves the index. */
const moving = (of: PricedPosition, what: MoveOf): PricedPosition =>
  what === 'index' && of.instrument.option === null ? { ...of, mark: of.spot } : of;

/**
 * P&L of one position in every cell, [cell], in the reporting currency, gain positive. Contracts
 * of one underlying that settle in different assets are comparable in it; settlement assets other
 * than the underlying keep their price.
 *
 * @param volatilityShock relative move of volatility up and down, 0.2 is 20 %
 */
export function reportingArray(
  of: PricedPosition,
  cells: readonly Cell[],
  what: MoveOf,
  volatilityShock: number,
): Float64Array {
  const unit = unitValue(moving(of, what));
  const factors = { up: 1 + volatilityShock, same: 1, down: Math.max(1 - volatilityShock, 0) };
  const { quantity } = of.position;
  return Float64Array.from(
    cells,
    ({ move, volatility }) => quantity * unitPnl(unit, 1 + move, factors[volatility], 1),
  );
}

/** What a position gains per +100 % of its underlying, in the reporting currency, long positive. */
export const cashDelta = (of: PricedPosition): number =>
  of.position.quantity * unitSensitivities(unitValue(of)).delta;
