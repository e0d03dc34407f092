import { compensatedSum } from './compensated-sum.ts';
import { worstFirst } from './outcomes.ts';
import { settledTail, tailCount, type TailCount } from './tail.ts';

/**
 * How a loss quantile is read off a sample of n outcomes at tail probability p:
 * `upper` is the loss of rank ⌈n p⌉ from the worst (the one used for margin and reports),
 * `lower` that of rank ⌊n p⌋ + 1, the generalised inverse of the loss distribution;
 * the others interpolate: Hyndman-Fan type 7 (numpy, Excel), type 6 (Weibull), type 8 (median-unbiased).
 */
export type QuantileConvention = 'upper' | 'lower' | 'linear7' | 'weibull6' | 'median8';

export const quantileConventions: readonly QuantileConvention[] = [
  'upper',
  'lower',
  'linear7',
  'weibull6',
  'median8',
];

/**
 * Loss quantile of a sample, loss positive, never clamped.
 *
 * @param tail tail probability as decimal text
 * @see Hyndman & Fan, "Sample quantiles in statistical packages" (1996)
 */
export function lossQuantile(
  pnl: Float64Array,
  tail: string,
  convention: QuantileConvention,
): number {
  const sorted = worstFirst(pnl);
  const probability = settledTail(tail);
  const count = tailCount(sorted.length, probability);
  return 0 - readings[convention](sorted, count, probability.value);
}

type Reading = (worstFirst: Float64Array, count: TailCount, p: number) => number;

const readings: Readonly<Record<QuantileConvention, Reading>> = {
  upper: (sorted, { rank }) => sorted[rank - 1]!,
  lower: (sorted, { whole }) => sorted[Math.min(whole, sorted.length - 1)]!,
  linear7: (sorted, { mass }, p) => between(sorted, mass - p + 1),
  weibull6: (sorted, { mass }, p) => between(sorted, mass + p),
  median8: (sorted, { mass }, p) => between(sorted, mass + (p + 1) / 3),
};

/** Value at a place that may lie between two ranks, 1 being the first; the ends are not passed. */
function between(sorted: Float64Array, place: number): number {
  const n = sorted.length;
  if (place <= 1) return sorted[0]!;
  if (place >= n) return sorted[n - 1]!;
  const below = Math.floor(place);
  const part = place - below;
  return (1 - part) * sorted[below - 1]! + part * sorted[below]!;
}

/** Mean of the ⌈n p⌉ worst losses: expected shortfall as clearing houses count it. */
export function tailMean(pnl: Float64Array, tail: string): number {
  const sorted = worstFirst(pnl);
  const { rank } = tailCount(sorted.length, settledTail(tail));
  return 0 - compensatedSum(sorted.subarray(0, rank)) / rank;
}
