import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conjugateGradient } from '../../../../src/engine/numeric/linear/conjugate-gradient.ts';
import { factorisation } from '../../../../src/engine/numeric/linear/factorisation.ts';
import {
  nearestCorrelation,
  shrunkCorrelation,
} from '../../../../src/engine/numeric/linear/nearest-correlation.ts';
import {
  symmetricEigen,
  withEigenvalues,
} from '../../../../src/engine/numeric/linear/symmetric-eigen.ts';

/** Symmetric with a unit diagonal and entries in [−1, 1]: mostly indefinite. */
const candidates = fc.integer({ min: 1, max: 8 }).chain((n) =>
  fc
    .array(fc.integer({ min: -100, max: 100 }), { minLength: n * n, maxLength: n * n })
    .map((numbers) => ({
      n,
      matrix: Float64Array.from({ length: n * n }, (_, at) => {
        const i = Math.floor(at / n);
        const j = at % n;
        return i === j ? 1 : numbers[Math.max(i, j) * n + Math.min(i, j)]! / 100;
      }),
    })),
);

test('a matrix is the sum of its eigenvalues’ parts', () => {
  fc.assert(
    fc.property(candidates, ({ n, matrix }) => {
      const eigen = symmetricEigen(matrix, n);
      expect(eigen.values).toEqual(eigen.values.toSorted());
      withEigenvalues(eigen, (value) => value).forEach((entry, at) =>
        expect(entry).toBeCloseTo(matrix[at]!, 12),
      );
    }),
  );
});

test('conjugate gradients solve a system by hand', () => {
  // [[2, 1], [1, 3]] x = (3, 5): x = (0.8, 1.4)
  const solution = conjugateGradient(
    ([x, y]) => Float64Array.from([2 * x! + y!, x! + 3 * y!]),
    Float64Array.from([3, 5]),
    1e-14,
  );
  expect([...solution]).toEqual([expect.closeTo(0.8, 12), expect.closeTo(1.4, 12)]);
});

describe('nearest correlation', () => {
  test('is a correlation matrix, and no other tried is nearer', () => {
    fc.assert(
      fc.property(candidates, candidates, ({ n, matrix }, other) => {
        const nearest = nearestCorrelation(matrix, n);
        if (nearest === null) expect.fail('a symmetric matrix has a nearest correlation');
        for (let i = 0; i < n; i++) expect(nearest.matrix[i * n + i]).toBe(1);
        expect(symmetricEigen(nearest.matrix, n).values[0]!).toBeGreaterThan(-1e-10);
        if (other.n !== n) return;
        const rival = shrunkCorrelation(other.matrix, n, 0)!.matrix;
        const away = Math.hypot(...rival.map((entry, at) => entry - matrix[at]!));
        expect(nearest.distance).toBeLessThanOrEqual(away + 1e-9);
      }),
    );
  });

  test('of a correlation matrix is itself', () => {
    const matrix = Float64Array.from([1, 0.3, -0.2, 0.3, 1, 0.5, -0.2, 0.5, 1]);
    const nearest = nearestCorrelation(matrix, 3)!;
    nearest.matrix.forEach((entry, at) => expect(entry).toBeCloseTo(matrix[at]!, 12));
    expect(nearest.distance).toBeLessThan(1e-12);
  });

  test('of a matrix that is not symmetric or not finite there is none', () => {
    expect(nearestCorrelation(Float64Array.from([1, 0.5, 0.4, 1]), 2)).toBeNull();
    expect(nearestCorrelation(Float64Array.from([1, NaN, NaN, 1]), 2)).toBeNull();
    expect(shrunkCorrelation(Float64Array.from([1, 0.5, 0.4, 1]), 2, 0.1)).toBeNull();
  });

  test('of fifty assets is found', () => {
    // Every pair at −0.5: a correlation allows at most −1/49, the nearest by symmetry.
    const n = 50;
    const matrix = Float64Array.from({ length: n * n }, (_, at) =>
      Math.floor(at / n) === at % n ? 1 : -0.5,
    );
    expect(nearestCorrelation(matrix, n)!.matrix[1]).toBeCloseTo(-1 / 49, 9);
  });
});

const kindOf = (...entries: readonly number[]): string =>
  factorisation(Float64Array.from(entries), Math.sqrt(entries.length)).kind;

describe('factorisation', () => {
  test('tells apart what a matrix can be', () => {
    expect(kindOf(4, 2, 2, 3)).toBe('definite');
    expect(kindOf(1, 1, 1, 1)).toBe('singular');
    expect(kindOf(0)).toBe('singular');
    expect(kindOf(1, 2, 2, 1)).toBe('indefinite');
    expect(kindOf(-1)).toBe('indefinite');
    expect(kindOf(1, 0.5, 0.4, 1)).toBe('asymmetric');
    expect(kindOf(1, NaN, NaN, 1)).toBe('malformed');
  });

  test('by hand: [[4, 2], [2, 3]] is L Lᵀ with L = [[2, 0], [1, √2]]', () => {
    const found = factorisation(Float64Array.from([4, 2, 2, 3]), 2);
    if (found.kind !== 'definite') expect.fail(found.kind);
    expect([...found.factor]).toEqual([2, 0, 1, expect.closeTo(Math.SQRT2, 14)]);
    expect(found.logDeterminant).toBeCloseTo(Math.log(8), 14);
  });

  test('a covariance of fewer days than assets is singular, and its factor gives it back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 8, maxLength: 8 }),
        (rows) => {
          const n = 4;
          const matrix = Float64Array.from({ length: n * n }, (_, at) => {
            const [i, j] = [Math.floor(at / n), at % n];
            return rows[i]! * rows[j]! + rows[n + i]! * rows[n + j]!;
          });
          const found = factorisation(matrix, n);
          if (found.kind !== 'singular') expect.fail(found.kind);
          for (let at = 0; at < n * n; at++) {
            const [i, j] = [Math.floor(at / n), at % n];
            let sum = 0;
            for (let k = 0; k < n; k++) sum += found.factor[i * n + k]! * found.factor[j * n + k]!;
            expect(sum).toBeCloseTo(matrix[at]!, 9);
          }
        },
      ),
    );
  });
});
