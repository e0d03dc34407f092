import { expectedShortfall } from './expected-shortfall.ts';

/**
 * The outcomes in a row, so many of them, whose expected shortfall is the largest; the earliest of
 * equals. All outcomes where there are no more.
 *
 * @param pnl [day], oldest first, gain positive
 * @returns [from, to)
 */
export function worstPeriod(
  pnl: Float64Array,
  days: number,
  tail: string,
): { readonly from: number; readonly to: number } {
  let worst = { from: 0, to: Math.min(days, pnl.length) };
  let most = -Infinity;
  for (let from = 0; from + days <= pnl.length; from++) {
    const { value } = expectedShortfall(pnl.subarray(from, from + days), tail);
    if (value > most) {
      most = value;
      worst = { from, to: from + days };
    }
  }
  return worst;
}
