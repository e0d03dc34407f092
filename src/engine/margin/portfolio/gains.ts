import type { ScanCurrency, ScanPair } from '../../model/margin-numbers.ts';
import type { Cell } from './scan-grid.ts';

/**
 * What of a cell's gain may stand against losses elsewhere: its share, up to the limit. Losses
 * stay whole.
 *
 * @param pnl in the settlement asset, gain positive
 * @param dollars USD per unit of the settlement asset
 */
export function countedPnl(pnl: number, currency: ScanCurrency, dollars: number): number {
  return pnl > 0 ? Math.min(pnl * currency.gainShare, currency.gainLimit / dollars) : pnl;
}

/**
 * The dampener's amount for a cell of the extended table, in the settlement asset: the currency's
 * dollars for each price range beyond the first, a coin counted at the edge of the standard table.
 */
export function dampener(
  cell: Cell,
  pair: ScanPair,
  currency: ScanCurrency,
  coinPrice: number | null,
): number {
  if (cell.table === 'standard') return 0;
  const ranges = Math.max(Math.abs(cell.move) / pair.priceRange, 1) - 1;
  const edge = 1 + Math.sign(cell.move) * pair.priceRange;
  return (ranges * currency.extendedDampener) / (coinPrice === null ? 1 : edge * coinPrice);
}
