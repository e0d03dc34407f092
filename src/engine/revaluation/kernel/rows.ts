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
  const found = new Map<string, number>();
  const of = new Int32Array(options.length);
  const distinct: OptionValue[] = [];
  options.forEach((option, i) => {
    const { forward, strike, volatility, years } = option;
    const key = `${forward} ${strike} ${volatility * Math.sqrt(years)}`;
    let row = found.get(key);
    if (row === undefined) {
      row = distinct.push(option) - 1;
      found.set(key, row);
    }
    of[i] = row;
  });
  const rows = new Float64Array(distinct.length * ROW_WIDTH);
  distinct.forEach((option, row) => {
    const { forward, strike, volatility, years } = option;
    const side = sideOf(option) === 'call' ? 1 : -1;
    rows.set(
      [forward, logMoneyness(forward, strike), strike, volatility * Math.sqrt(years), side],
      row * ROW_WIDTH,
    );
  });
  return { rows, of };
}
