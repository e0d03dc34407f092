import type { MethodMeasure, RiskMethod } from '../../contract/methods.ts';
import { expectedShortfall } from '../expected-shortfall.ts';
import { valueAtRisk } from '../value-at-risk.ts';

/** A shortfall that is known no better than this share of itself is not shown. */
const MOST_ERROR = 0.05;

type About = {
  readonly method: RiskMethod;
  readonly horizon: number;
  readonly note: string;
  /** Whether the outcomes are independent draws, so that an interval can be given. */
  readonly independent: boolean;
  /** Whether a shortfall that is badly known is withheld: a simulation can be made longer. */
  readonly withheld: boolean;
};

/**
 * Measures of equally likely outcomes.
 *
 * @param pnl [outcome], gain positive
 * @param labels of the outcomes; empty where they have none
 */
export function fromOutcomes(
  pnl: Float64Array,
  labels: readonly string[],
  tail: string,
  { method, horizon, note, independent, withheld }: About,
): MethodMeasure {
  const quantile = valueAtRisk(pnl, tail);
  const { value, standardError } = expectedShortfall(pnl, tail);
  const known = !withheld || standardError <= MOST_ERROR * Math.abs(value);
  return {
    method,
    horizon,
    tail,
    valueAtRisk: quantile.value,
    low: independent ? quantile.low : null,
    high: independent ? quantile.high : null,
    expectedShortfall: known ? value : null,
    standardError: independent ? standardError : null,
    scenario: labels[quantile.index] ?? '',
    outcomes: pnl.length,
    note: known ? note : `${note}; its error is above ${MOST_ERROR * 100} % of it: not shown`,
  };
}
