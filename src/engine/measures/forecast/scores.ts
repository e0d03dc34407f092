import type { CallScore, ReliabilityRow } from '../../contract/forecast.ts';
import { invariant } from '../../values/invariant.ts';

/**
 * Continuous ranked probability score of equally likely outcomes: E|X − y| − E|X − X'| ÷ 2, in the
 * unit of the outcomes; 0 is a certain forecast that came true.
 *
 * @param sorted in rising order
 * @see Gneiting & Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007)
 */
export function rankedScore(sorted: Float64Array, came: number): number {
  const n = sorted.length;
  invariant(n > 0, 'a forecast has at least one outcome');
  let distance = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    distance += Math.abs(sorted[i]! - came);
    // Σ|x(i) − x(j)| over all pairs, by ranks.
    spread += (2 * i - n + 1) * sorted[i]!;
  }
  return distance / n - spread / (n * n);
}

/** A probability that was forecast, and whether it happened. */
export type Told = { readonly probability: number; readonly happened: boolean };

/** Where ranges of forecast probabilities end: calls are rare, so that the low ones are told apart. */
const bounds = [0, 0.001, 0.01, 0.05, 0.2, 0.5, 1];

/** Mean squared error and reliability of some forecasts. @see Brier (1950); Murphy (1973) */
export function callScore(horizon: CallScore['horizon'], told: readonly Told[]): CallScore {
  invariant(told.length > 0, 'there is something to score');
  const n = told.length;
  const mean = (of: readonly Told[], what: (one: Told) => number): number =>
    of.reduce((sum, one) => sum + what(one), 0) / of.length;
  const came = ({ happened }: Told): number => (happened ? 1 : 0);
  const reliability: ReliabilityRow[] = [];
  bounds.slice(1).forEach((to, i) => {
    const from = bounds[i]!;
    const own = told.filter(({ probability: p }) => p >= from && (p < to || (to === 1 && p <= 1)));
    if (own.length === 0) return;
    reliability.push({
      from,
      to,
      count: own.length,
      forecast: mean(own, ({ probability }) => probability),
      happened: mean(own, came),
    });
  });
  return {
    horizon,
    count: n,
    happened: told.filter(({ happened }) => happened).length,
    forecast: mean(told, ({ probability }) => probability),
    brier: mean(told, (one) => (one.probability - came(one)) ** 2),
    reliability,
  };
}
