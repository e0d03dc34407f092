import type { ScanPair } from '../../model/margin-numbers.ts';
import { volatilityFactor } from '../../pricing/volatility-shock.ts';
import type { VolatilityMove } from './scan-grid.ts';

/**
 * Volatility after a scan's move. Up: `max(σ × factor(up), least)`. Down: `σ × factor(−down)`.
 *
 * @param volatility fraction per √year
 * @param days to expiry; at 0 volatility no longer matters and is returned as it is
 */
export function shockedVolatility(
  volatility: number,
  days: number,
  move: VolatilityMove,
  pair: ScanPair,
  pivotDays: number,
): number {
  if (move === 'same' || !(days > 0)) return volatility;
  const rule = {
    pivotDays,
    shortPower: pair.shortTermPower,
    longPower: pair.longTermPower,
    fewestDays: 0,
  };
  return move === 'up'
    ? Math.max(volatility * volatilityFactor(pair.volatilityUp, days, rule), pair.leastVolatilityUp)
    : volatility * volatilityFactor(-pair.volatilityDown, days, rule);
}
