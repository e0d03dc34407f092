import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { factorisation } from '../../../../src/engine/numeric/linear/factorisation.ts';
import { lowerFactor } from '../../../../src/engine/numeric/linear/lower-factor.ts';

/** The correlation matrix of rows of a table: positive semidefinite, of the rank of the table. */
function gram(rows: readonly (readonly number[])[]): Float64Array {
  const n = rows.length;
  const unit = rows.map((row) => {
    const length = Math.hypot(...row);
    return row.map((x) => x / length);
  });
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return i === j ? 1 : unit[i]!.reduce((sum, x, k) => sum + x * unit[j]![k]!, 0);
  });
}

const entry = fc.integer({ min: -9, max: 9 }).map((x) => x + 0.5);

test('times its transpose is the matrix, singular or not', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([n, rank]) =>
        fc.array(fc.array(entry, { minLength: rank, maxLength: rank }), {
          minLength: n,
          maxLength: n,
        }),
      ),
      (rows) => {
        const n = rows.length;
        const matrix = gram(rows);
        const lower = lowerFactor(matrix, n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let product = 0;
            for (let k = 0; k < n; k++) product += lower[i * n + k]! * lower[j * n + k]!;
            expect(Math.abs(product - matrix[i * n + j]!)).toBeLessThan(1e-6);
            if (j > i) expect(lower[i * n + j]).toBe(0);
          }
        }
      },
    ),
  );
});

test('of a definite matrix is its Cholesky factor', () => {
  const matrix = Float64Array.of(1, 0.6, 0.2, 0.6, 1, -0.1, 0.2, -0.1, 1);
  const known = factorisation(matrix, 3);
  if (known.kind !== 'definite') throw new Error('it is definite');
  lowerFactor(matrix, 3).forEach((x, at) => expect(x).toBeCloseTo(known.factor[at]!, 14));
});
