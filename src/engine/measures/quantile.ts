import { compensatedSum } from './compensated-sum.ts';
import { worstFirst } from './outcomes.ts';
import { settledTail, tailCount, type Tail } from './tail.ts';

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
  return 0 - readings[convention](sorted, settledTail(tail));
}

type Reading = (worstFirst: Float64Array, tail: Tail) => number;

const readings: Readonly<Record<QuantileConvention, Reading>> = {
  upper: (sorted, tail) => sorted[tailCount(sorted.length, tail).rank - 1]!,
  lower: (sorted, tail) => {
    const { whole } = tailCount(sorted.length, tail);
    return sorted[Math.min(whole, sorted.length - 1)]!;
  },
  // (n − 1) p + 1
  linear7: (sorted, { numerator, denominator }) =>
    between(sorted, BigInt(sorted.length - 1) * numerator + denominator, denominator),
  // (n + 1) p
  weibull6: (sorted, { numerator, denominator }) =>
    between(sorted, BigInt(sorted.length + 1) * numerator, denominator),
  // (n + 1/3) p + 1/3
  median8: (sorted, { numerator, denominator }) =>
    between(sorted, BigInt(3 * sorted.length + 1) * numerator + denominator, 3n * denominator),
};

/**
 * Value at a place between two ranks, 1 being the first; the ends are not passed. The place is a
 * fraction of whole numbers, so that its part between the ranks is not rounded away.
 */
function between(sorted: Float64Array, numerator: bigint, denominator: bigint): number {
  const n = sorted.length;
  const below = numerator / denominator;
  if (below < 1n) return sorted[0]!;
  if (below >= BigInt(n)) return sorted[n - 1]!;
  const part = Number(numerator - below * denominator) / Number(denominator);
  const at = Number(below);
  return (1 - part) * sorted[at - 1]! + part * sorted[at]!;
}

/** Mean of the ⌈n p⌉ worst losses: expected shortfall as clearing houses count it. */
export function tailMean(pnl: Float64Array, tail: string): number {
  const sorted = worstFirst(pnl);
  const { rank } = tailCount(sorted.length, settledTail(tail));
  return 0 - compensatedSum(sorted.subarray(0, rank)) / rank;
}
