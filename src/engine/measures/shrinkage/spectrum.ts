import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { symmetricEigen, type SymmetricEigen } from '../../numeric/linear/symmetric-eigen.ts';
import { centredReturns } from './centred.ts';

/** Spectrum of a sample covariance with divisor n = rows − 1. */
export type Spectrum = {
  readonly eigen: SymmetricEigen;
  /** Degrees of freedom: rows − 1. */
  readonly freedom: number;
  /** The min(columns, freedom) eigenvalues that are not zero by construction, rising. */
  readonly positive: Float64Array;
};

/** @param values row-major [row × column] */
export function sampleSpectrum(
  values: Float64Array,
  rows: number,
  columns: number,
): Outcome<Spectrum> {
  const centred = centredReturns(values, rows, columns);
  if (!centred.ok) return centred;
  const freedom = rows - 1;
  const eigen = symmetricEigen(
    centred.value.products.map((sum) => sum / freedom),
    columns,
  );
  const positive = eigen.values.slice(Math.max(0, columns - freedom));
  const largest = positive.at(-1) ?? 0;
  return positive.every((value) => value > columns * Number.EPSILON * largest)
    ? ok({ eigen, freedom, positive })
    : fail('not-applicable', 'the returns are linearly dependent: an eigenvalue is zero');
}
