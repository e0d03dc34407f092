import {
  columnMeans,
  correlationsOf,
  ewmaCovariance,
  recursiveCovariance,
  sampleCovariance,
} from '../../../src/engine/measures/covariance.ts';
import { pairwiseCorrelation } from '../../../src/engine/measures/pairwise-correlation.ts';
import { symmetricEigen } from '../../../src/engine/numeric/linear/symmetric-eigen.ts';
import { near, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Table<T> = readonly (readonly T[])[];

type Case = {
  readonly id: string;
  readonly kind: 'sample' | 'ewma' | 'pairwise_gaps';
  readonly returns?: Table<number | null>;
  readonly returns_ref?: string;
  readonly lambda?: number;
  readonly seed_n?: number;
  readonly min_pairs?: number;
  readonly expected: Readonly<
    Record<string, Table<number | null> | readonly number[] | number | null>
  >;
};

/** Returns of the cases read so far: later cases refer to them by id. */
const returnsById = new Map<string, Table<number | null>>();

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const rows = vector.returns ?? returnsById.get(vector.returns_ref ?? '') ?? [];
  returnsById.set(vector.id, rows);
  const figures = vector.kind === 'pairwise_gaps' ? pairwise(rows, vector) : dense(rows, vector);
  return Object.entries(vector.expected).flatMap(([field, expected]) =>
    compared(field, figures[field] ?? [], [expected].flat(2)),
  );
});

type Figures = Readonly<Record<string, readonly (number | boolean | null)[]>>;

function dense(rows: Table<number | null>, { kind, lambda, seed_n: seed }: Case): Figures {
  const n = rows[0]!.length;
  const values = Float64Array.from(rows.flat().map(Number));
  if (kind === 'sample') {
    const covariance = sampleCovariance(values, rows.length, n);
    const correlations = correlationsOf(covariance, n);
    return {
      cov_n_minus_1: [...covariance],
      corr: correlations,
      corr_defined: correlations.map((rho) => rho !== null),
      mean: [...columnMeans(values, rows.length, n)],
    };
  }
  const window = ewmaCovariance(values, rows.length, n, lambda!);
  return {
    cov_normalised_window: [...window],
    corr_normalised_window: correlationsOf(window, n),
    cov_recursive_seeded: [
      ...recursiveCovariance(values, rows.length, n, { decay: lambda!, seed: seed! }),
    ],
  };
}

function pairwise(rows: Table<number | null>, { min_pairs: fewest }: Case): Figures {
  const n = rows[0]!.length;
  const { correlations, counts } = pairwiseCorrelation(rows, n, fewest!);
  const known = correlations.filter((rho) => rho !== null);
  return {
    corr: correlations,
    pair_counts: [...counts],
    min_eigenvalue:
      known.length === n * n ? [symmetricEigen(Float64Array.from(known), n).values[0]!] : [null],
  };
}

function compared(
  field: string,
  actual: readonly (number | boolean | null)[],
  expected: readonly (number | boolean | null)[],
): readonly Comparison[] {
  if (actual.length !== expected.length) return [same(field, actual, expected)];
  return expected.map((reference, at) => {
    const value = actual[at];
    return typeof reference === 'number' && typeof value === 'number'
      ? near(`${field}[${at}]`, value, reference, 1e-11 * Math.abs(reference) + 1e-16)
      : same(`${field}[${at}]`, value, reference);
  });
}
