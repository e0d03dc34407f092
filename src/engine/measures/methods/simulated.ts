import { filterSeed } from '../../scenarios/history.ts';
import { ok } from '../../values/outcome.ts';
import { simulatedScenarios } from './copula-scenarios.ts';
import { fromOutcomes } from './from-outcomes.ts';
import type { Measured, Slice } from './slice.ts';

/** Full revaluation over draws of a Student-t copula. */
export function simulated(of: Slice, horizon: number): Measured {
  const { draws, seed, tails } = of.settings;
  const { decay } = of.parameters.measures;
  const found = simulatedScenarios(of.returns, horizon, { draws, seed, decay, filterSeed });
  if (!found.ok) return found;
  const pnl = of.pnlIn(found.value.set);
  return ok(
    tails.map((tail) =>
      fromOutcomes(pnl, [], tail, {
        method: 'copula',
        horizon,
        note: `t copula of ${found.value.freedom.toFixed(1)} degrees of freedom, seed ${seed}`,
        independent: true,
        withheld: true,
      }),
    ),
  );
}
