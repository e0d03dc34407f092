import {
  nearestCorrelation,
  shrunkCorrelation,
} from '../../../src/engine/numeric/linear/nearest-correlation.ts';
import { symmetricEigen } from '../../../src/engine/numeric/linear/symmetric-eigen.ts';
import { atMost, near, nearEach, same, vectorCheck, type VectorCheck } from '../frame.ts';

type Table = readonly (readonly number[])[];

type Case = {
  readonly kind: 'nearest_correlation' | 'shrink_to_pd';
  readonly matrix: Table;
  readonly min_eig_target?: number;
  readonly expected: {
    readonly nearest?: Table;
    readonly distance_frobenius?: number;
    readonly input_min_eig?: number;
    readonly t?: number;
    readonly matrix?: Table;
    readonly outcome?: string;
  };
};

export const check: VectorCheck = vectorCheck<Case>(({ kind, matrix, expected, ...given }) => {
  const n = matrix.length;
  const values = Float64Array.from(matrix.flat());
  if (kind === 'shrink_to_pd') {
    const shrunk = shrunkCorrelation(values, n, given.min_eig_target!);
    if (shrunk === null) return [same('outcome', 'not_symmetric', expected.outcome)];
    return [
      near('t', shrunk.weight, expected.t!, 1e-12),
      ...nearEach('matrix', shrunk.matrix, expected.matrix!.flat(), () => 1e-12),
    ];
  }
  const nearest = nearestCorrelation(values, n);
  if (nearest === null) return [same('outcome', 'not_symmetric', expected.outcome)];
  const at = (i: number, j: number): number => nearest.matrix[i * n + j]!;
  const rows = [...matrix.keys()];
  return [
    // The stretch tolerance: the required one is 1e-7.
    ...nearEach('nearest', nearest.matrix, expected.nearest!.flat(), () => 1e-10),
    near('distance_frobenius', nearest.distance, expected.distance_frobenius!, 1e-7),
    near('input_min_eig', nearest.least, expected.input_min_eig!, 1e-10),
    same(
      'unit diagonal',
      rows.map((i) => at(i, i)),
      rows.map(() => 1),
    ),
    same(
      'symmetric',
      rows.every((i) => rows.every((j) => at(i, j) === at(j, i))),
      true,
    ),
    atMost('minus the least eigenvalue', -symmetricEigen(nearest.matrix, n).values[0]!, 1e-10),
  ];
});
