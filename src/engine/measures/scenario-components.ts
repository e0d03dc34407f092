import { compensatedSum } from './compensated-sum.ts';
import { expectedShortfall } from './expected-shortfall.ts';
import { valueAtRisk } from './value-at-risk.ts';

/**
 * Each part's loss in the VaR scenario, averaged over the scenarios tied at it. One scenario is
 * noise: to look at, not to allocate by.
 *
 * @param parts P&L of every part [scenario], which add up to `total`
 * @returns loss positive, [part], summing to the VaR of `total`
 */
export function quantileContributions(
  parts: readonly Float64Array[],
  total: Float64Array,
  tail: string,
): number[] {
  const quantile = total[valueAtRisk(total, tail).index]!;
  const tied = [...total.keys()].filter((s) => total[s] === quantile);
  return parts.map((part) => 0 - compensatedSum(tied.map((s) => part[s]!)) / tied.length);
}

/**
 * Expected shortfall of the whole less that of the whole without each part.
 *
 * @returns [part]; the parts do not sum to the whole
 */
export function incrementalShortfalls(
  parts: readonly Float64Array[],
  total: Float64Array,
  tail: string,
): number[] {
  const whole = expectedShortfall(total, tail).value;
  return parts.map((part) => {
    const without = total.map((pnl, s) => pnl - part[s]!);
    return whole - expectedShortfall(without, tail).value;
  });
}
