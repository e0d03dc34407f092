import type { JointReturns } from '../../scenarios/history.ts';
import type { ScenarioSet } from '../../scenarios/scenario-set.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { copulaFit } from '../copula/fit.ts';
import { simulatedReturns } from '../copula/simulation.ts';
import { columnOf } from '../covariance.ts';
import { volatilityPath } from '../filtered-history.ts';
import { sampleMoments } from '../moments.ts';

export type SimulationSettings = {
  /** Outcomes, in pairs of opposite sign. */
  readonly draws: number;
  readonly seed: number;
  readonly decay: number;
  readonly filterSeed: number;
};

export type Simulation = {
  readonly set: ScenarioSet;
  /** Degrees of freedom of the copula. */
  readonly freedom: number;
};

/** Degrees of freedom of a margin: heavier tails are as heavy as this, lighter ones as good as normal. */
const freedoms = { least: 2.5, most: 60 };

/**
 * Scenarios of a Student-t copula fitted to the ranks of the returns, with t margins at today's
 * volatility whose degrees of freedom match the kurtosis of the returns ÷ their own volatility
 * (4 + 6 ÷ excess kurtosis). Over several days independent daily draws add up.
 *
 * @see McNeil, Frey & Embrechts, "Quantitative Risk Management" (2015), chapter 7
 */
export function simulatedScenarios(
  returns: JointReturns,
  days: number,
  { draws, seed, decay, filterSeed }: SimulationSettings,
): Outcome<Simulation> {
  const n = returns.assets.length;
  const columns = returns.assets.map((_, c) => columnOf(returns.values, returns.rows, n, c));
  const paths = columns.map((column) => volatilityPath(column, { decay, seed: filterSeed }));
  const standardised = new Float64Array(returns.values.length);
  columns.forEach((column, c) => {
    column.forEach((value, row) => {
      standardised[row * n + c] = value / Math.max(paths[c]![row]!, 1e-6);
    });
  });
  const fit = copulaFit(standardised, returns.rows, n);
  if (!fit.ok) return fit;
  const margins = columns.map((_, c) => {
    const moments = sampleMoments(columnOf(standardised, returns.rows, n, c));
    const excess = moments.ok ? moments.value.excessKurtosis : 0;
    const freedom = excess > 0 ? 4 + 6 / excess : freedoms.most;
    return {
      freedom: Math.min(Math.max(freedom, freedoms.least), freedoms.most),
      deviation: Math.max(paths[c]![returns.rows]!, 1e-6),
    };
  });
  const { correlation, freedom } = fit.value;
  const drawn = simulatedReturns(
    { freedom, correlation, margins },
    { draws: draws * days, seed, source: 'random' },
  );
  if (!drawn.ok) return drawn;
  const prices = new Float64Array(n * draws);
  for (let draw = 0; draw < draws; draw++) {
    for (let c = 0; c < n; c++) {
      let sum = 0;
      for (let day = 0; day < days; day++) sum += drawn.value[(day * draws + draw) * n + c]!;
      prices[c * draws + draw] = Math.exp(sum);
    }
  }
  return ok({
    freedom,
    set: {
      kind: 'history',
      labels: Array.from({ length: draws }, () => ''),
      assets: returns.assets,
      prices,
      volatilities: new Float64Array(n * draws).fill(1),
    },
  });
}
