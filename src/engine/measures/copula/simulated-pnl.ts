import { undiscountedBlack, type OptionRight } from '../../pricing/black.ts';

/** Options that are revalued in every draw, on the spot as forward. */
export type SimulatedOption = {
  /** Number of the factor whose return moves the underlying. */
  readonly underlying: number;
  readonly spot: number;
  readonly strike: number;
  /** Years left after the horizon. */
  readonly years: number;
  readonly volatility: number;
  /** Continuous discount rate per year. */
  readonly rate: number;
  readonly right: OptionRight;
  /** Long positive. */
  readonly quantity: number;
  /** Value per unit now. */
  readonly valueBefore: number;
};

/**
 * P&L of linear exposures and options in every draw.
 *
 * @param returns logarithmic, row-major [draw × factor]
 * @param exposures reporting currency per unit relative change, [factor]
 * @returns [draw], gain positive
 */
export function simulatedPnl(
  returns: Float64Array,
  exposures: Float64Array,
  options: readonly SimulatedOption[],
): Float64Array {
  const n = exposures.length;
  return Float64Array.from({ length: returns.length / n }, (_, draw) => {
    let pnl = 0;
    for (let j = 0; j < n; j++) pnl += exposures[j]! * Math.expm1(returns[draw * n + j]!);
    for (const option of options) {
      const spot = option.spot * Math.exp(returns[draw * n + option.underlying]!);
      const deviation = option.volatility * Math.sqrt(option.years);
      const value =
        Math.exp(-option.rate * option.years) *
        undiscountedBlack(option.right, spot, option.strike, deviation);
      pnl += option.quantity * (value - option.valueBefore);
    }
    return pnl;
  });
}
