import type { MethodMeasure } from '../../contract/methods.ts';
import { historyScenarios } from '../../scenarios/history.ts';
import type { ScenarioSet } from '../../scenarios/scenario-set.ts';
import { isoDay } from '../../values/days.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { ageWeighted } from '../age-weighted.ts';
import { sampleMoments } from '../moments.ts';
import { fromOutcomes } from './from-outcomes.ts';
import { overHorizon } from './horizon.ts';
import { byMoments } from './moments.ts';
import { closedForm, type Measured, type Slice } from './slice.ts';

/** Outcomes of past days as they were, or at today's volatility. */
export function historical(of: Slice, method: 'filtered' | 'plain', horizon: number): Measured {
  const found = outcomes(of, method, horizon);
  if (!found.ok) return found;
  const { pnl, labels } = found.value;
  const note =
    horizon === 1
      ? ''
      : `${pnl.length} overlapping windows of ${horizon} days: no interval can be given`;
  return ok(
    of.settings.tails.map((tail) =>
      fromOutcomes(pnl, labels, tail, {
        method,
        horizon,
        note,
        independent: horizon === 1,
        withheld: false,
      }),
    ),
  );
}

/** P&L over all windows of a horizon, oldest first. */
function outcomes(
  { returns, parameters, pnlIn }: Slice,
  history: 'filtered' | 'plain',
  horizon: number,
): Outcome<{ readonly pnl: Float64Array; readonly labels: readonly string[] }> {
  if (returns.rows < horizon + parameters.measures.fewest) {
    return fail(
      'missing-market-data',
      `${returns.rows} joint returns are too few for windows of ${horizon} days`,
    );
  }
  const settings = { ...parameters.measures, history };
  const daily = historyScenarios(returns, settings, isoDay);
  const moved = { ...returns, values: logReturns(daily, returns.rows) };
  const set = historyScenarios(
    overHorizon(moved, horizon),
    { ...settings, history: 'plain' },
    isoDay,
  );
  return ok({ pnl: pnlIn(set), labels: set.labels });
}

/** Row-major [day × asset] of a set of daily scenarios. */
function logReturns({ assets, prices }: ScenarioSet, rows: number): Float64Array {
  const n = assets.length;
  return Float64Array.from({ length: rows * n }, (_, at) =>
    Math.log(prices[(at % n) * rows + Math.floor(at / n)]!),
  );
}

/** Past days as they were, the newer the heavier. */
export function weightedByAge(of: Slice, horizon: number): Measured {
  const found = outcomes(of, 'plain', horizon);
  if (!found.ok) return found;
  const { ageDecay, tails } = of.settings;
  return ok(
    tails.map((tail): MethodMeasure => {
      const { valueAtRisk, expectedShortfall, effectiveOutcomes } = ageWeighted(
        found.value.pnl,
        tail,
        ageDecay,
      );
      return {
        ...closedForm('age-weighted', horizon, tail),
        valueAtRisk,
        expectedShortfall,
        scenario: found.value.labels[found.value.pnl.indexOf(0 - valueAtRisk)] ?? '',
        outcomes: found.value.pnl.length,
        note: `weights fall by ${ageDecay} a day: as good as ${Math.round(effectiveOutcomes)} outcomes`,
      };
    }),
  );
}

/** The filtered outcomes by their four moments. */
export function fourMoments(of: Slice, horizon: number): Measured {
  const found = outcomes(of, 'filtered', horizon);
  if (!found.ok) return found;
  const moments = sampleMoments(found.value.pnl);
  return moments.ok ? byMoments('cornish-fisher', moments.value, horizon, of.settings) : moments;
}
