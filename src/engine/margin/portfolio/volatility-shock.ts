import type { ScanPair } from '../../model/margin-numbers.ts';
import type { VolatilityMove } from './scan-grid.ts';

/**
 * Volatility after the shock, by the power law that option venues share: the range holds at the
 * pivot of days to expiry and grows towards expiry as (pivot ÷ days)^power.
 *
 * Up: `max(σ (1 + up·k), least)`. Down: `max(σ (1 − down·k), 0)`.
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
  const power = days < pivotDays ? pair.shortTermPower : pair.longTermPower;
  const stretch = (pivotDays / days) ** power;
  return move === 'up'
    ? Math.max(volatility * (1 + pair.volatilityUp * stretch), pair.leastVolatilityUp)
    : Math.max(volatility * (1 - pair.volatilityDown * stretch), 0);
}
