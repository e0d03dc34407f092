import type { PortfolioNumbers, ScanCurrency, ScanPair } from '../../model/margin-numbers.ts';
import type { ScanGroup } from './add-ons.ts';
import { countedPnl, dampener } from './gains.ts';
import { riskArray } from './risk-array.ts';
import { extendedCells, standardCells } from './scan-grid.ts';
import type { ScanRule } from './scan-loss.ts';

/** Deribit's scan of a group, in its settlement asset: standard and extended table, gains cut, far cells damped. */
export function deribitScan(
  group: Pick<ScanGroup, 'coin' | 'index'>,
  pair: ScanPair,
  currency: ScanCurrency,
  numbers: PortfolioNumbers,
): ScanRule {
  const cells = [...standardCells(pair, numbers), ...extendedCells(numbers)];
  const coinPrice = group.coin ? group.index : null;
  return {
    cells,
    riskArray: (of) => riskArray(of, cells, pair, numbers),
    counted: (pnl) => countedPnl(pnl, currency, coinPrice ?? 1),
    dampener: (cell) => dampener(cell, pair, currency, coinPrice),
  };
}
