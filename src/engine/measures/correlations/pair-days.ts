import type { PriceSeries } from '../../model/market.ts';
import { LONGEST_GAP } from '../../scenarios/history.ts';

/** Joint log returns of two assets, oldest first. */
export type PairReturns = {
  /** UTC day that each ends on. */
  readonly days: Int32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
};

/**
 * Returns between consecutive days that both histories have, the newest `window` of them. Days
 * further apart than the longest gap give none.
 */
export function pairReturns(a: PriceSeries, b: PriceSeries, window: number): PairReturns {
  const days: number[] = [];
  const first: number[] = [];
  const second: number[] = [];
  let [i, j] = [a.days.length - 1, b.days.length - 1];
  let later: { readonly i: number; readonly j: number } | null = null;
  while (i >= 0 && j >= 0 && days.length < window) {
    const apart = a.days[i]! - b.days[j]!;
    if (apart > 0) i--;
    else if (apart < 0) j--;
    else {
      if (later !== null && a.days[later.i]! - a.days[i]! <= LONGEST_GAP) {
        days.push(a.days[later.i]!);
        first.push(Math.log(a.closes[later.i]! / a.closes[i]!));
        second.push(Math.log(b.closes[later.j]! / b.closes[j]!));
      }
      later = { i, j };
      i--;
      j--;
    }
  }
  return {
    days: Int32Array.from(days.toReversed()),
    first: Float64Array.from(first.toReversed()),
    second: Float64Array.from(second.toReversed()),
  };
}
