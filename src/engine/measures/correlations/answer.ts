import type { CorrelationAnswer, CorrelationChoice } from '../../contract/correlation.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import { filterSeed, jointReturns } from '../../scenarios/history.ts';
import type { Asset } from '../../values/ids.ts';
import { isoDay } from '../../values/days.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { reordered, similarityOrder } from '../correlation.ts';
import { repaired, type Estimate } from './estimate.ts';
import { correlationInterval } from './fisher.ts';
import { gappyEstimate } from './gaps.ts';
import { inOrder } from './in-order.ts';
import { jointEstimate } from './joint.ts';

function estimateOf(
  { model, window }: CorrelationChoice,
  history: readonly PriceSeries[],
  measures: MeasureSettings,
): Outcome<Estimate> {
  const lookback = window ?? measures.lookback;
  if (model === 'pairwise') return gappyEstimate(history, lookback);
  const fewest = Math.min(lookback, measures.fewest);
  const returns = jointReturns(history, { ...measures, lookback, fewest });
  return returns.ok
    ? jointEstimate(model, returns.value, { decay: measures.decay, filterSeed })
    : returns;
}

/** How many of many pairs are told from 0 although nothing correlates. */
const byChance = (pairs: number): readonly string[] =>
  pairs < 20
    ? []
    : [`about ${Math.round(0.05 * pairs)} pairs would be told from 0 by chance if none correlated`];

/**
 * Correlations of some assets by a model over a window, with intervals, in order of similarity. An
 * asset without a history is left out and listed.
 */
export function correlationAnswer(
  choice: CorrelationChoice,
  assets: readonly Asset[],
  histories: readonly PriceSeries[],
  measures: MeasureSettings,
): Outcome<CorrelationAnswer> {
  const history = histories.filter(({ asset }) => assets.includes(asset));
  const known = new Set(history.map(({ asset }) => asset));
  const unknown = assets.filter((asset) => !known.has(asset));
  if (history.length === 0) {
    return fail('missing-market-data', 'none of these has a price history');
  }
  const found = estimateOf(choice, history, measures);
  if (!found.ok) return found;
  const estimate = found.value;
  const usable = repaired(estimate.matrix, estimate.assets);
  if (!usable.ok) return usable;
  const n = estimate.assets.length;
  const similarity = similarityOrder(usable.value.matrix, n);
  const { order } = similarity;
  const { matrix, merges } = reordered(usable.value.matrix, similarity);
  const measured = inOrder(estimate.measured, order);
  const days = inOrder(estimate.days, order);
  const intervals = Array.from(measured, (rho, at) => correlationInterval(rho, days[at]!));
  const significant = Float64Array.from(intervals, ({ low, high }) =>
    low > 0 || high < 0 ? 1 : 0,
  );
  let significantPairs = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) significantPairs += significant[i * n + j]!;
  return ok({
    choice,
    assets: order.map((i) => estimate.assets[i]!),
    matrix,
    merges,
    low: Float64Array.from(intervals, ({ low }) => low),
    high: Float64Array.from(intervals, ({ high }) => high),
    significant,
    days,
    pairs: (n * (n - 1)) / 2,
    significantPairs,
    observations: estimate.observations,
    from: isoDay(estimate.from),
    to: isoDay(estimate.to),
    effectiveDays: days.reduce((least, one) => Math.min(least, one), Infinity),
    intensity: estimate.intensity,
    dynamics: estimate.dynamics,
    leastEigenvalue: usable.value.least,
    repair: usable.value.repair,
    excluded: [
      ...unknown.map((asset) => ({ asset, reason: 'no price history' })),
      ...estimate.excluded,
    ],
    notes: [...estimate.notes, ...byChance((n * (n - 1)) / 2)],
  });
}
