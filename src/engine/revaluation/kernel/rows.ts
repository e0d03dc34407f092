import { logMoneyness, type OptionRight } from '../../pricing/black.ts';
import type { OptionValue } from '../unit-value.ts';
import { ROW_WIDTH } from './kernel.ts';

/** Distinct option rows, and the row of each option that was given. */
export type OptionRows = {
  /** As `Kernel` takes them. */
  readonly rows: Float64Array;
  /** Row of each option, in the order given. */
  readonly of: Int32Array;
};

/** The side that is out of the money today: the other follows from it by parity, without losing digits. */
export const sideOf = ({ forward, strike }: OptionValue): OptionRight =>
  strike >= forward ? 'call' : 'put';

/** Options that differ by their right alone share a row. */
export function optionRows(options: readonly OptionValue[]): OptionRows {
  const byStrike = new Map<number, number[]>();
  const of = new Int32Array(options.length);
  const rows = new Float64Array(options.length * ROW_WIDTH);
  let count = 0;
  options.forEach((option, i) => {
    const { forward, strike, volatility, years } = option;
    const deviation = volatility * Math.sqrt(years);
    const known = byStrike.get(strike);
    const same = known?.find(
      (row) => rows[row * ROW_WIDTH] === forward && rows[row * ROW_WIDTH + 3] === deviation,
    );
    of[i] = same ?? count;
    if (same !== undefined) return;
    if (known === undefined) byStrike.set(strike, [count]);
    else known.push(count);
    const at = count * ROW_WIDTH;
    rows[at] = forward;
    rows[at + 1] = logMoneyness(forward, strike);
    rows[at + 2] = strike;
    rows[at + 3] = deviation;
    rows[at + 4] = sideOf(option) === 'call' ? 1 : -1;
    count++;
  });
  return { rows: rows.slice(0, count * ROW_WIDTH), of };
}
