import { fail, ok, type Outcome } from '../values/outcome.ts';
import { compensatedSum } from './compensated-sum.ts';

export type Moments = {
  readonly mean: number;
  /** Divisor n − 1. */
  readonly deviation: number;
  /** Population skewness g1: 0 when symmetric. */
  readonly skew: number;
  /** Population excess kurtosis g2: 0 for a normal law. */
  readonly excessKurtosis: number;
};

/** Mean, standard deviation, skewness and excess kurtosis of a sample that varies. */
export function sampleMoments(values: Float64Array): Outcome<Moments> {
  const n = values.length;
  if (n < 2 || values.every((x) => x === values[0])) {
    return fail('missing-market-data', `${n} values that do not vary have no skewness`);
  }
  const mean = compensatedSum(values) / n;
  const central = (power: number): number =>
    compensatedSum(values.map((x) => (x - mean) ** power)) / n;
  const variance = central(2);
  return ok({
    mean,
    deviation: Math.sqrt((variance * n) / (n - 1)),
    skew: central(3) / variance ** 1.5,
    excessKurtosis: central(4) / variance ** 2 - 3,
  });
}
