import type { MarginNode } from '../../contract/margin-node.ts';
import type { PricedPosition } from '../../model/priced.ts';
import { given, sum, worst } from '../tree.ts';
import type { Cell } from './scan-grid.ts';

/** What makes one venue's scan. A new model is another composition of these parts. */
export type ScanRule = {
  readonly cells: readonly Cell[];
  /** P&L of one position in every cell, [cell], in the scan's unit, gain positive. */
  readonly riskArray: (of: PricedPosition) => Float64Array;
  /** What of the positions' common P&L in a cell counts: the venue's rule for gains. */
  readonly counted: (pnl: number) => number;
  /** What a cell's P&L is then moved towards 0 by, not negative. */
  readonly dampener: (cell: Cell) => number;
};

/** Gains count whole and nothing is damped. */
export const plainGains: Pick<ScanRule, 'counted' | 'dampener'> = {
  counted: (pnl) => pnl,
  dampener: () => 0,
};

/** P&L columns of a scan, in one unit, gain positive. */
export type Scan = {
  readonly cells: readonly Cell[];
  /** Of each position, [position][cell]. */
  readonly positions: readonly Float64Array[];
  /** Positions added, gains cut, far cells damped, [cell]. */
  readonly aggregated: Float64Array;
  /** What each far cell is moved towards 0 by, [cell]. */
  readonly dampeners: Float64Array;
};

/** A P&L moved towards 0 by `by`, never past it. */
export const damped = (pnl: number, by: number): number =>
  Math.sign(pnl) * Math.max(Math.abs(pnl) - by, 0);

/** Revalues positions that offset each other in every cell of a venue's scan. */
export function scanOf(positions: readonly PricedPosition[], rule: ScanRule): Scan {
  return aggregatedScan(positions.map(rule.riskArray), rule);
}

/** The scan of columns that are already known, [position][cell]. */
export function aggregatedScan(
  positions: readonly Float64Array[],
  { cells, counted, dampener }: Omit<ScanRule, 'riskArray'>,
): Scan {
  const dampeners = Float64Array.from(cells, dampener);
  const aggregated = Float64Array.from(cells, (_, c) => {
    const pnl = positions.reduce((total, column) => total + column[c]!, 0);
    return damped(counted(pnl), dampeners[c]!);
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

/** What a scan's tree is called, and the figures that break its worst cell down. */
export type ScanNames = {
  readonly label?: string;
  readonly unit: string;
  /** A name for each position of the scan. */
  readonly positions: readonly string[];
};

/** The scan's worst loss as a tree: every cell a leaf, the worst one broken down by position. */
export function scanLoss(names: ScanNames, scan: Scan): MarginNode {
  const { unit } = names;
  const found = worstCell(scan);
  const parts = scan.cells.map((cell, c) => {
    const loss = -scan.aggregated[c]!;
    return c === found && loss > 0
      ? sum(cell.label, unit, brokenDown(names, scan, c, loss))
      : given(cell.label, loss, unit);
  });
  return worst(names.label ?? 'Worst loss of the scan', unit, parts, {
    scenario: scan.cells[found]!.label,
    note: 'largest loss over all price and volatility moves, at least 0',
  });
}

function brokenDown(
  { unit, positions }: ScanNames,
  scan: Scan,
  c: number,
  loss: number,
): MarginNode[] {
  const parts = positions.map((name, p) => given(name, -scan.positions[p]![c]!, unit));
  return scan.dampeners[c] === 0
    ? parts
    : [
        ...parts,
        given('Dampener', loss - parts.reduce((total, { value }) => total + value, 0), unit),
      ];
}
