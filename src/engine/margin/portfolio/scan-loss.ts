import type { MarginNode } from '../../contract/margin-node.ts';
import type { PortfolioNumbers, ScanCurrency, ScanPair } from '../../model/margin-numbers.ts';
import { given, sum, worst } from '../tree.ts';
import type { ScanGroup } from './add-ons.ts';
import { countedPnl, dampener, damped } from './gains.ts';
import { riskArray } from './risk-array.ts';
import { extendedCells, standardCells, type Cell } from './scan-grid.ts';

/** P&L columns of a scan, in the settlement asset, gain positive. */
export type Scan = {
  readonly cells: readonly Cell[];
  /** Of each position, [position][cell]. */
  readonly positions: readonly Float64Array[];
  /** Positions added, gains cut, far cells damped, [cell]. */
  readonly aggregated: Float64Array;
  /** What each far cell is moved towards 0 by, [cell]. */
  readonly dampeners: Float64Array;
};

/** Revalues a group of positions in every cell of the standard and the extended table. */
export function scanOf(
  group: ScanGroup,
  pair: ScanPair,
  currency: ScanCurrency,
  numbers: PortfolioNumbers,
): Scan {
  const cells = [...standardCells(pair, numbers), ...extendedCells(numbers)];
  const positions = group.positions.map((one) => riskArray(one, cells, pair, numbers));
  const coinPrice = group.coin ? group.index : null;
  const dampeners = Float64Array.from(cells, (cell) => dampener(cell, pair, currency, coinPrice));
  const aggregated = Float64Array.from(cells, (_, c) => {
    const pnl = positions.reduce((total, column) => total + column[c]!, 0);
    return damped(countedPnl(pnl, currency, coinPrice ?? 1), dampeners[c]!);
  });
  return { cells, positions, aggregated, dampeners };
}

/** Among equally bad cells the one that leaves volatility alone is the plainer story. */
function worstCell({ cells, aggregated }: Scan): number {
  let found = 0;
  for (let c = 1; c < cells.length; c++) {
    const better = aggregated[c]! < aggregated[found]!;
    const plainer =
      aggregated[c] === aggregated[found] &&
      cells[c]!.volatility === 'same' &&
      cells[found]!.volatility !== 'same';
    if (better || plainer) found = c;
  }
  return found;
}

/** The scan's worst loss as a tree: every cell a leaf, the worst one broken down by position. */
export function scanLoss(group: ScanGroup, scan: Scan): MarginNode {
  const { unit } = group;
  const found = worstCell(scan);
  const parts = scan.cells.map((cell, c) => {
    const loss = -scan.aggregated[c]!;
    return c === found && loss > 0
      ? sum(cell.label, unit, brokenDown(group, scan, c, loss))
      : given(cell.label, loss, unit);
  });
  return worst('Worst loss of the scan', unit, parts, {
    scenario: scan.cells[found]!.label,
    note: 'largest loss over all price and volatility moves, at least 0',
  });
}

function brokenDown(group: ScanGroup, scan: Scan, c: number, loss: number): MarginNode[] {
  const parts = group.positions.map(({ instrument }, p) =>
    given(instrument.symbol, -scan.positions[p]![c]!, group.unit),
  );
  return scan.dampeners[c] === 0
    ? parts
    : [
        ...parts,
        given('Dampener', loss - parts.reduce((total, { value }) => total + value, 0), group.unit),
      ];
}
