import type { PricedPosition } from '../../model/priced.ts';
import { undiscountedBlack } from '../../pricing/black.ts';

/** An option's mark, moved by as much as Black's price moves between two states: the gap between the two stays. */
function moved(of: PricedPosition, years: number, volatility: number): PricedPosition {
  const { option, priceUnit } = of.instrument;
  if (option === null || of.volatility === null) return of;
  const value = (time: number, spread: number): number =>
    undiscountedBlack(option.right, of.forward, option.strike, spread * Math.sqrt(time));
  const change = value(years, volatility) - value(of.years, of.volatility);
  const mark = of.mark + (priceUnit === 'underlying' ? change / of.forward : change);
  return { ...of, years, volatility, mark: Math.max(mark, 0) };
}

/** The option some years later, all else equal; at its end it is worth what it pays. */
export function later(of: PricedPosition, years: number): PricedPosition {
  return of.volatility === null
    ? { ...of, years: Math.max(of.years - years, 0) }
    : moved(of, Math.max(of.years - years, 0), of.volatility);
}

/** The option at another volatility, all else equal. */
export const atVolatility = (of: PricedPosition, volatility: number): PricedPosition =>
  moved(of, of.years, volatility);
