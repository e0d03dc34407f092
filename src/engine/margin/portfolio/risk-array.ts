import type { PortfolioNumbers, ScanPair } from '../../model/margin-numbers.ts';
import type { PricedPosition } from '../../model/priced.ts';
import { undiscountedBlack } from '../../pricing/black.ts';
import type { Cell } from './scan-grid.ts';
import { shockedVolatility } from './volatility-shock.ts';

const DAYS_PER_YEAR = 365;

/**
 * P&L of one position in one cell, in its settlement asset, gain positive. The price move shifts
 * mark and forward alike; coin-settled contracts are paid at the shifted price.
 */
function cellPnl(of: PricedPosition, cell: Cell, pair: ScanPair, pivotDays: number): number {
  const { instrument, position, mark, forward, years } = of;
  const size = position.quantity * instrument.multiplier;
  const moved = 1 + cell.move;
  const { option, payoff } = instrument;
  if (option === null) {
    return payoff === 'inverse' ? ((size / mark) * cell.move) / moved : size * mark * cell.move;
  }
  const volatility = of.volatility ?? 0;
  const days = years * DAYS_PER_YEAR;
  const shocked = shockedVolatility(volatility, days, cell.volatility, pair, pivotDays);
  const { right, strike } = option;
  const root = Math.sqrt(years);
  const before = undiscountedBlack(right, forward, strike, volatility * root);
  const after = undiscountedBlack(right, forward * moved, strike, shocked * root);
  return instrument.priceUnit === 'underlying'
    ? size * (after / (forward * moved) - before / forward)
    : size * (after - before);
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
  return Float64Array.from(
    cells,
    (cell) => cellPnl(of, cell, pair, pivotDays) * cellWeight(of, cell, pair),
  );
}
