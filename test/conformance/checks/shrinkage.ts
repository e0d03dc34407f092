import { symmetricEigen } from '../../../src/engine/numeric/linear/symmetric-eigen.ts';
import type { Shrunk } from '../../../src/engine/measures/shrinkage/centred.ts';
import { constantCorrelationShrinkage } from '../../../src/engine/measures/shrinkage/constant-correlation.ts';
import {
  identityShrinkage,
  oracleShrinkage,
} from '../../../src/engine/measures/shrinkage/identity.ts';
import { nonlinearShrinkage } from '../../../src/engine/measures/shrinkage/nonlinear.ts';
import { quadraticInverseShrinkage } from '../../../src/engine/measures/shrinkage/quadratic-inverse.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';
import { near, nearEach, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Expected = {
  readonly shrinkage?: number;
  readonly mean_corr?: number;
  readonly eigenvalues?: readonly number[];
  readonly trace: number;
  readonly frobenius: number;
  readonly block: readonly (readonly number[])[];
  readonly min_eig: number;
};

type Case = {
  readonly returns: readonly (readonly number[])[];
  readonly expected: Readonly<Record<string, Expected>>;
};

type Estimate = Shrunk & {
  readonly meanCorrelation?: number;
  readonly eigenvalues?: Float64Array;
};

const estimators: Readonly<
  Record<string, (values: Float64Array, rows: number, columns: number) => Outcome<Estimate>>
> = {
  lw_identity: identityShrinkage,
  oas: oracleShrinkage,
  lw_constant_corr: constantCorrelationShrinkage,
  lw_nonlinear_2020: nonlinearShrinkage,
  qis_2022: quadraticInverseShrinkage,
};

export const check: VectorCheck = vectorCheck<Case>(({ returns, expected }) => {
  const values = Float64Array.from(returns.flat());
  const columns = returns[0]!.length;
  return Object.entries(expected).flatMap(([method, reference]) => {
    const estimate = estimators[method]!(values, returns.length, columns);
    return estimate.ok
      ? compared(method, estimate.value, columns, reference)
      : [same(method, estimate.failure.message, reference)];
  });
});

function compared(
  method: string,
  estimate: Estimate,
  columns: number,
  expected: Expected,
): readonly Comparison[] {
  const { covariance } = estimate;
  const diagonal = Array.from({ length: columns }, (_, i) => covariance[i * columns + i]!);
  const size = expected.block.length;
  const block = Array.from(
    { length: size * size },
    (_, at) => covariance[Math.floor(at / size) * columns + (at % size)]!,
  );
  const relative = (of: number): number => 1e-8 * Math.abs(of);
  const close = (field: string, actual: number | null | undefined, of: number | undefined) =>
    of === undefined ? [] : [near(`${method} ${field}`, actual ?? NaN, of, relative(of))];
  return [
    ...close('shrinkage', estimate.intensity, expected.shrinkage),
    ...close('mean_corr', estimate.meanCorrelation, expected.mean_corr),
    ...(expected.eigenvalues === undefined
      ? []
      : nearEach(
          `${method} eigenvalues`,
          estimate.eigenvalues ?? [],
          expected.eigenvalues,
          relative,
        )),
    ...close(
      'trace',
      diagonal.reduce((sum, entry) => sum + entry, 0),
      expected.trace,
    ),
    ...close('frobenius', Math.hypot(...covariance), expected.frobenius),
    ...nearEach(`${method} block`, block, expected.block.flat(), relative),
    near(
      `${method} min_eig`,
      symmetricEigen(covariance, columns).values[0]!,
      expected.min_eig,
      Math.max(relative(expected.min_eig), 1e-12 * expected.trace),
    ),
  ];
}
