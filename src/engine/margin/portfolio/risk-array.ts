import type { PortfolioNumbers, ScanPair } from '../../model/margin-numbers.ts';
import type { PricedPosition } from '../../model/priced.ts';
import { undiscountedBlack } from '../../pricing/black.ts';
import type { Cell, VolatilityMove } from './scan-grid.ts';
import { shockedVolatility } from './volatility-shock.ts';

const DAYS_PER_YEAR = 365;

/** Value of one unit of the position after a cell's move, in its settlement asset. */
type ValueAfter = (move: number, volatility: VolatilityMove) => number;

/**
 * A future's own value is what a move of its mark adds. An option's is Black's on the moved
 * forward and volatility; coin-settled contracts are paid at the moved price.
 */
function valueAfter(of: PricedPosition, pair: ScanPair, pivotDays: number): ValueAfter {
  const { instrument, mark, forward, years } = of;
  const { option, payoff, priceUnit } = instrument;
  if (option === null) {
    return payoff === 'inverse' ? (move) => move / ((1 + move) * mark) : (move) => mark * move;
  }
  const root = Math.sqrt(years);
  const days = years * DAYS_PER_YEAR;
  const own = of.volatility ?? 0;
  const deviations = {
    up: shockedVolatility(own, days, 'up', pair, pivotDays) * root,
    same: own * root,
    down: shockedVolatility(own, days, 'down', pair, pivotDays) * root,
  };
  return (move, volatility) => {
    const moved = forward * (1 + move);
    const value = undiscountedBlack(option.right, moved, option.strike, deviations[volatility]);
    return priceUnit === 'underlying' ? value / moved : value;
  };
}

/**
 * Weight of a cell of the extended table: `range ÷ |move| × factor`, and for coin-settled
 * contracts the coin's P&L restated at the edge of the standard table,
 * `(1 + move) ÷ (1 + sign·range)`. 1 within the standard table.
 */
function cellWeight(of: PricedPosition, cell: Cell, pair: ScanPair): number {
  if (cell.table === 'standard') return 1;
  const { priceRange, extendedFactor } = pair;
  const weight = (priceRange / Math.abs(cell.move)) * extendedFactor;
  return of.instrument.payoff === 'inverse'
    ? (weight * (1 + cell.move)) / (1 + Math.sign(cell.move) * priceRange)
    : weight;
}

/** P&L of one position in every cell, [cell], in its settlement asset, gain positive. */
export function riskArray(
  of: PricedPosition,
  cells: readonly Cell[],
  pair: ScanPair,
  { pivotDays }: PortfolioNumbers,
): Float64Array {
  const size = of.position.quantity * of.instrument.multiplier;
  const value = valueAfter(of, pair, pivotDays);
  const before = value(0, 'same');
  return Float64Array.from(
    cells,
    (cell) => size * (value(cell.move, cell.volatility) - before) * cellWeight(of, cell, pair),
  );
}
