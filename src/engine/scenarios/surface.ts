import type { Surface } from '../contract/snapshot.ts';
import type { Line } from '../netting/lines.ts';
import type { Asset } from '../values/ids.ts';
import { gridScenarios, surfaceMoves } from './grid.ts';
import { slicePnl, unitColumns, type Unit } from './pnl.ts';

/** The most underlyings that get a surface of their own, largest gross delta first. */
const LARGEST = 12;

function surface(lines: readonly Line[], moving: readonly Asset[], scope: string): Surface {
  const units = new Map<string, Unit>(lines.map(({ unit }) => [unit.key, unit]));
  const columns = unitColumns([...units.values()], gridScenarios(moving, surfaceMoves));
  return {
    priceShifts: surfaceMoves.prices,
    volatilityShifts: surfaceMoves.volatilities,
    pnl: slicePnl(
      lines.map(({ unit, quantity }) => ({ key: unit.key, quantity })),
      columns,
    ),
    scope,
  };
}

/**
 * P&L over a price × volatility grid: all underlyings moving alike, then each of the largest alone.
 *
 * @param underlyings in falling order of gross delta
 */
export function surfaces(
  lines: readonly Line[],
  underlyings: readonly Asset[],
): readonly Surface[] {
  if (lines.length === 0) return [];
  const alone = underlyings.slice(0, LARGEST).map((one) =>
    surface(
      lines.filter(({ unit }) => unit.underlying === one),
      [one],
      one,
    ),
  );
  return [surface(lines, underlyings, 'all'), ...alone];
}
