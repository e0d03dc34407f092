import type { MethodMeasure } from '../../contract/methods.ts';
import { ok } from '../../values/outcome.ts';
import { ewmaCovariance } from '../covariance.ts';
import { deltaGammaMoments } from '../delta-gamma.ts';
import { parametricRisk } from '../parametric.ts';
import { factorSensitivities } from './factor-sensitivities.ts';
import { byMoments } from './moments.ts';
import { closedForm, type Measured, type Slice } from './slice.ts';

/** Covariance of the returns over a horizon, by EWMA about zero. */
const covarianceOf = ({ returns, parameters }: Slice, horizon: number): Float64Array =>
  ewmaCovariance(
    returns.values,
    returns.rows,
    returns.assets.length,
    parameters.measures.decay,
  ).map((value) => value * horizon);

function sensitivitiesOf({ units, returns, pnlIn }: Slice) {
  const place = new Map(returns.assets.map((asset, i) => [asset, i]));
  const coupled = new Map<string, readonly [number, number]>();
  for (const { underlying, settlement } of units) {
    const [i, j] = [place.get(underlying), place.get(settlement)];
    if (i !== undefined && j !== undefined && i !== j) {
      coupled.set(`${Math.min(i, j)}|${Math.max(i, j)}`, [i, j]);
    }
  }
  return factorSensitivities(returns.assets, [...coupled.values()], pnlIn);
}

/** Joint normal returns and deltas. */
export function parametric(of: Slice, horizon: number): Measured {
  const covariance = covarianceOf(of, horizon);
  const { delta } = sensitivitiesOf(of);
  const measures: MethodMeasure[] = [];
  for (const tail of of.settings.tails) {
    const found = parametricRisk(delta, covariance, tail);
    if (!found.ok) return found;
    const { valueAtRisk, expectedShortfall } = found.value;
    measures.push({
      ...closedForm('parametric', horizon, tail),
      valueAtRisk,
      expectedShortfall,
      note: 'normal returns, deltas alone: blind to options',
    });
  }
  return ok(measures);
}

/** Joint normal returns, deltas and gammas; a preview. */
export function deltaGamma(of: Slice, horizon: number): Measured {
  const { delta, gamma } = sensitivitiesOf(of);
  const found = deltaGammaMoments(delta, gamma, covarianceOf(of, horizon));
  return found.ok ? byMoments('delta-gamma', found.value.moments, horizon, of.settings) : found;
}
