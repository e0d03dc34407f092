import type { PairAnswer } from '../../contract/correlation.ts';
import type { PriceSeries } from '../../model/market.ts';
import { isoDay } from '../../values/days.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { correlationInterval } from './fisher.ts';
import { pairReturns } from './pair-days.ts';
import { pearsonCorrelation } from './pearson.ts';
import { tailDependence } from './tail-dependence.ts';

export type PairSettings = {
  /** Newest joint returns that count. */
  readonly window: number;
  /** Returns of each rolling correlation. */
  readonly rolling: number;
  /** Fraction of days in each tail. */
  readonly tail: number;
};

export const usualPair: Omit<PairSettings, 'window'> = { rolling: 60, tail: 0.05 };

/** How two assets moved together: their joint days, rolling correlation and tails. */
export function pairAnswer(
  a: PriceSeries,
  b: PriceSeries,
  { window, rolling, tail }: PairSettings,
): Outcome<PairAnswer> {
  const { days, first, second } = pairReturns(a, b, window);
  const rho = pearsonCorrelation(first, second);
  if (rho === null) {
    return fail(
      'missing-market-data',
      `${a.asset} and ${b.asset} have ${days.length} daily returns in common, or one did not move`,
    );
  }
  const labels = Array.from(days, isoDay);
  const ends: string[] = [];
  const values: number[] = [];
  for (let to = rolling; to <= first.length; to++) {
    const value = pearsonCorrelation(
      first.subarray(to - rolling, to),
      second.subarray(to - rolling, to),
    );
    if (value === null) continue;
    ends.push(labels[to - 1]!);
    values.push(value);
  }
  const intervals = values.map((value) => correlationInterval(value, rolling));
  return ok({
    pair: [a.asset, b.asset],
    correlation: rho,
    ...correlationInterval(rho, first.length),
    days: labels,
    first,
    second,
    rolling: {
      window: rolling,
      days: ends,
      values: Float64Array.from(values),
      low: Float64Array.from(intervals, ({ low }) => low),
      high: Float64Array.from(intervals, ({ high }) => high),
    },
    tails: tailDependence(first, second, tail, rho),
    notes: [a, b].flatMap(({ remark }) => remark ?? []),
  });
}
