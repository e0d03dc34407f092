import { ewmaCovariance, recursiveCovariance, sampleCovariance } from './covariance.ts';
import type { Shrunk } from './shrinkage/centred.ts';
import { constantCorrelationShrinkage } from './shrinkage/constant-correlation.ts';
import { identityShrinkage, oracleShrinkage } from './shrinkage/identity.ts';
import { nonlinearShrinkage } from './shrinkage/nonlinear.ts';
import { quadraticInverseShrinkage } from './shrinkage/quadratic-inverse.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';

export const covarianceModels = [
  'sample',
  'ewma',
  'ewma-recursive',
  'shrunk-to-identity',
  'shrunk-by-oracle',
  'shrunk-to-constant-correlation',
  'shrunk-nonlinearly',
  'shrunk-by-quadratic-inverse',
] as const;

export type CovarianceModel = (typeof covarianceModels)[number];

/** Complete returns, row-major [day × asset], oldest first. */
export type CompleteReturns = {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
};

export type CovarianceSettings = { readonly decay: number; readonly seed: number };

type Estimator = (returns: CompleteReturns, settings: CovarianceSettings) => Outcome<Shrunk>;

const plain = (covariance: Float64Array): Outcome<Shrunk> => ok({ covariance, intensity: null });

const shrinking =
  (estimate: (values: Float64Array, rows: number, columns: number) => Outcome<Shrunk>): Estimator =>
  ({ values, rows, columns }) =>
    estimate(values, rows, columns);

const estimators: Readonly<Record<CovarianceModel, Estimator>> = {
  sample: ({ values, rows, columns }) => plain(sampleCovariance(values, rows, columns)),
  ewma: ({ values, rows, columns }, { decay }) =>
    plain(ewmaCovariance(values, rows, columns, decay)),
  'ewma-recursive': ({ values, rows, columns }, settings) =>
    plain(recursiveCovariance(values, rows, columns, settings)),
  'shrunk-to-identity': shrinking(identityShrinkage),
  'shrunk-by-oracle': shrinking(oracleShrinkage),
  'shrunk-to-constant-correlation': shrinking(constantCorrelationShrinkage),
  'shrunk-nonlinearly': shrinking(nonlinearShrinkage),
  'shrunk-by-quadratic-inverse': shrinking(quadraticInverseShrinkage),
};

/** Covariance of complete returns by one of the models. */
export function modelCovariance(
  model: CovarianceModel,
  returns: CompleteReturns,
  settings: CovarianceSettings,
): Outcome<Shrunk> {
  return returns.rows < 2
    ? fail('missing-market-data', `a covariance needs two joint returns, there are ${returns.rows}`)
    : estimators[model](returns, settings);
}
