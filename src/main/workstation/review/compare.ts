import { comparisonOf } from '../../../engine/compared.ts';
import type { Comparison } from '../../../engine/contract/comparison.ts';
import { run, type RiskInput } from '../../../engine/run.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';

/** A run that knows of no level before, so that both sides are judged alike. */
const fresh = (input: RiskInput): RiskInput => ({
  ...input,
  parameters: { ...input.parameters, lastLevels: new Map() },
});

/** Two instants of a store side by side. */
export const compareInputs = (from: RiskInput, to: RiskInput): Outcome<Comparison> =>
  from.asOf < to.asOf
    ? ok(comparisonOf(run(fresh(from)), run(fresh(to))))
    : fail('not-applicable', 'the first instant is not before the second');
