import { fail, ok } from '../../values/outcome.ts';
import { cornishFisher, risesWithin } from '../cornish-fisher.ts';
import type { Moments } from '../moments.ts';
import { closedForm, type Measured, type MethodSettings } from './slice.ts';

/** Deviations within which the expansion must be a quantile: farther out nothing is read off it. */
const REACH = 5;

/** Measures by four moments, unless the expansion is no quantile there. */
export function byMoments(
  method: 'cornish-fisher' | 'delta-gamma',
  moments: Moments,
  horizon: number,
  { tails }: MethodSettings,
): Measured {
  const all = tails.map((tail) => ({ tail, ...cornishFisher(moments, tail) }));
  return risesWithin(moments, REACH)
    ? ok(
        all.map(({ tail, valueAtRisk, expectedShortfall }) => ({
          ...closedForm(method, horizon, tail),
          valueAtRisk,
          expectedShortfall,
        })),
      )
    : fail(
        'not-applicable',
        `skewness ${moments.skew.toFixed(2)} and excess kurtosis ${moments.excessKurtosis.toFixed(2)} lie outside the domain of the expansion`,
      );
}
