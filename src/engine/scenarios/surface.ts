import type { Surface } from '../contract/snapshot.ts';
import type { Line } from '../netting/lines.ts';
import type { Asset } from '../values/ids.ts';
import { gridScenarios, surfaceMoves } from './grid.ts';
import { slicePnl, unitColumns, type Unit } from './pnl.ts';

/** The most underlyings that get a surface of their own, largest gross delta first. */
const LARGEST = 12;

/** P&L of what is held over the grid [volatility × price], as some underlyings move alike. */
export type GridPnl = (moving: readonly Asset[], scope: 'all' | Asset) => Float64Array;

/**
 * P&L over a price × volatility grid: all underlyings moving alike, then each of the largest alone.
 *
 * @param underlyings in falling order of gross delta
 * @param pnl of the whole book, or of what one underlying moves
 */
export function surfacesOf(underlyings: readonly Asset[], pnl: GridPnl): readonly Surface[] {
  if (underlyings.length === 0) return [];
  const surface = (moving: readonly Asset[], scope: 'all' | Asset): Surface => ({
    priceShifts: surfaceMoves.prices,
    volatilityShifts: surfaceMoves.volatilities,
    pnl: pnl(moving, scope),
    scope,
  });
  return [
    surface(underlyings, 'all'),
    ...underlyings.slice(0, LARGEST).map((one) => surface([one], one)),
  ];
}

/** The surfaces of some lines. */
export function surfaces(
  lines: readonly Line[],
  underlyings: readonly Asset[],
): readonly Surface[] {
  const byUnderlying = Map.groupBy(lines, ({ unit }) => unit.underlying);
  return surfacesOf(underlyings, (moving, scope) => {
    const held = scope === 'all' ? lines : (byUnderlying.get(scope) ?? []);
    const units = new Map<string, Unit>(held.map(({ unit }) => [unit.key, unit]));
    return slicePnl(
      held.map(({ unit, quantity }) => ({ key: unit.key, quantity })),
      unitColumns([...units.values()], gridScenarios(moving, surfaceMoves)),
    );
  });
}
