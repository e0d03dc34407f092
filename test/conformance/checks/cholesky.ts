import { factorisation } from '../../../src/engine/numeric/linear/factorisation.ts';
import { symmetricEigen } from '../../../src/engine/numeric/linear/symmetric-eigen.ts';
import {
  atMost,
  near,
  nearEach,
  same,
  vectorCheck,
  type Comparison,
  type VectorCheck,
} from '../frame.ts';

type Table = readonly (readonly number[])[];

type Case = {
  readonly matrix: readonly (readonly (number | null)[])[];
  readonly expected: {
    readonly L?: Table;
    readonly logdet?: number;
    readonly reconstruct_only?: boolean;
    readonly outcome?: 'singular_psd' | 'indefinite' | 'not_symmetric' | 'invalid';
    readonly eigenvalues?: readonly number[];
  };
};

const outcomes = {
  singular: 'singular_psd',
  indefinite: 'indefinite',
  asymmetric: 'not_symmetric',
  malformed: 'invalid',
} as const;

export const check: VectorCheck = vectorCheck<Case>(({ matrix, expected }) => {
  const n = matrix.length;
  const values = Float64Array.from(matrix.flat().map((entry) => entry ?? NaN));
  const found = factorisation(values, n);
  const largest = Math.max(...values.map(Math.abs));
  if (found.kind === 'definite') {
    const lower = expected.L?.flat() ?? [];
    const logdet = expected.logdet;
    return [
      same('outcome', undefined, expected.outcome),
      ...nearEach('L', found.factor, lower, (entry) =>
        expected.reconstruct_only === true ? 1e-4 : 1e-11 * Math.abs(entry),
      ),
      ...(logdet === undefined
        ? []
        : [near('logdet', found.logDeterminant, logdet, 1e-11 * Math.max(1, Math.abs(logdet)))]),
      reconstruction(found.factor, values, n, 1e-14 * largest * n),
    ];
  }
  const eigenvalues = expected.eigenvalues ?? [];
  return [
    same('outcome', outcomes[found.kind], expected.outcome),
    ...(eigenvalues.length === 0
      ? []
      : nearEach(
          'eigenvalues',
          symmetricEigen(values, n).values,
          eigenvalues,
          () => 1e-12 * n * largest,
        )),
    ...(found.kind === 'singular' ? [reconstruction(found.factor, values, n, 1e-10)] : []),
  ];
});

function reconstruction(
  factor: Float64Array,
  matrix: Float64Array,
  n: number,
  allowed: number,
): Comparison {
  let worst = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += factor[i * n + k]! * factor[j * n + k]!;
      worst = Math.max(worst, Math.abs(sum - matrix[i * n + j]!));
    }
  }
  return atMost('largest entry of F Fᵀ − A', worst, allowed);
}
