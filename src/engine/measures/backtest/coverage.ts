import { chiSquaredTail } from '../../numeric/special/chi-squared.ts';
import { invariant } from '../../values/invariant.ts';
import { binomialCdf, logBinomial } from '../binomial.ts';

/** A likelihood ratio, at least 0, and the probability of a larger one if the model is right. */
export type RatioTest = { readonly ratio: number; readonly pValue: number };

export type Coverage = RatioTest & {
  /** Probability of at most as many exceptions. */
  readonly cumulative: number;
  /** Exact two-sided binomial p-value: all counts no likelier than the one seen. */
  readonly exactPValue: number;
};

/**
 * Whether exceptions are as many as the tail probability says (proportion of failures).
 *
 * @param n days
 * @param p tail probability
 * @see Kupiec, "Techniques for verifying the accuracy of risk measurement models" (1995)
 */
export function coverageTest(exceptions: number, n: number, p: number): Coverage {
  const ratio = coverageRatio(exceptions, n, p);
  return {
    ratio,
    pValue: chiSquaredTail(ratio, 1),
    cumulative: binomialCdf(exceptions, n, p),
    exactPValue: exactPValue(exceptions, n, p),
  };
}

/** Distributed as χ² with one degree of freedom; 0 ln 0 is 0. */
export function coverageRatio(exceptions: number, n: number, p: number): number {
  invariant(n > 0 && exceptions >= 0 && exceptions <= n, 'exceptions lie within the days');
  const gap = exceptions / n - p;
  const failed = exceptions === 0 ? 0 : exceptions * Math.log1p(gap / p);
  const held = exceptions === n ? 0 : (n - exceptions) * Math.log1p(-gap / (1 - p));
  return Math.max(0, 2 * (failed + held));
}

function exactPValue(exceptions: number, n: number, p: number): number {
  const logs = logBinomial(n, p);
  // Counts as likely as the one seen but for rounding are taken in.
  const limit = logs[exceptions]! + 1e-7;
  const likely = logs.filter((log) => log <= limit);
  return Math.min(
    1,
    likely.toSorted().reduce((sum, log) => sum + Math.exp(log), 0),
  );
}

/**
 * Chance that the coverage test at `size` rejects when the true exception probability is `actual`.
 *
 * @param size probability of rejecting a right model, such as 0.05
 */
export function coveragePower({
  days,
  tail,
  actual,
  size,
}: {
  readonly days: number;
  readonly tail: number;
  readonly actual: number;
  readonly size: number;
}): number {
  return logBinomial(days, actual).reduce((power, log, exceptions) => {
    const rejected = chiSquaredTail(coverageRatio(exceptions, days, tail), 1) < size;
    return rejected ? power + Math.exp(log) : power;
  }, 0);
}
