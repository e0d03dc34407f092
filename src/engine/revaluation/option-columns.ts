import type { Kernel } from './kernel/kernel.ts';
import { optionRows, sideOf } from './kernel/rows.ts';
import type { OptionValue } from './unit-value.ts';

/** How a pair of underlying and settlement asset moves, [scenario]: factors on today's values. */
export type PairMoves = {
  readonly prices: Float64Array;
  readonly volatilities: Float64Array;
  /** All 1 where the coin's own move is inside the value. */
  readonly settlements: Float64Array;
};

/**
 * P&L of one of each option, as `unitPnl` gives it: each distinct row is priced once, its other side by parity.
 * A market that does not move is priced along, so that such a scenario gives exactly 0.
 *
 * @param options of one pair, all linear or all inverse
 * @param columnOf where the P&L of each option is written, [scenario]
 */
export function optionColumns(
  options: readonly OptionValue[],
  { prices, volatilities, settlements }: PairMoves,
  kernel: Kernel,
  columnOf: (option: number) => Float64Array,
): void {
  const { rows, of } = optionRows(options);
  const held = Map.groupBy(options.keys(), (i) => of[i]!);
  const count = prices.length;
  const factors = new Float64Array(count + 1).fill(1);
  const spreads = new Float64Array(count + 1).fill(1);
  for (let s = 0; s < count; s++) factors[s] = prices[s]! / settlements[s]!;
  spreads.set(volatilities);
  kernel.price(rows, { count: count + 1, factors, volatilities: spreads }, (row, values) => {
    for (const i of held.get(row) ?? []) {
      const option = options[i]!;
      const { forward, strike, scale } = option;
      const parity = option.right === sideOf(option) ? 0 : option.right === 'call' ? 1 : -1;
      const base = values[count]! + parity * (forward - strike);
      const into = columnOf(i);
      for (let s = 0; s < count; s++) {
        const value = values[s]! + parity * (forward * factors[s]! - strike);
        into[s] = scale * (settlements[s]! * value - base);
      }
    }
  });
}
