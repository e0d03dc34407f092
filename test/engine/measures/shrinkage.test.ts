import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleCovariance } from '../../../src/engine/measures/covariance.ts';
import { constantCorrelationShrinkage } from '../../../src/engine/measures/shrinkage/constant-correlation.ts';
import {
  identityShrinkage,
  oracleShrinkage,
} from '../../../src/engine/measures/shrinkage/identity.ts';
import { nonlinearShrinkage } from '../../../src/engine/measures/shrinkage/nonlinear.ts';
import { quadraticInverseShrinkage } from '../../../src/engine/measures/shrinkage/quadratic-inverse.ts';
import { symmetricEigen } from '../../../src/engine/numeric/linear/symmetric-eigen.ts';
import { movingReturns } from './samples.ts';

const shapes = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 8, max: 25 }))
  .chain(([columns, rows]) => movingReturns(columns, rows).map((table) => ({ columns, ...table })));

const trace = (matrix: Float64Array, n: number): number =>
  Array.from({ length: n }, (_, i) => matrix[i * n + i]!).reduce((sum, x) => sum + x, 0);

describe.each([
  ['identity', identityShrinkage],
  ['oracle', oracleShrinkage],
  ['constant correlation', constantCorrelationShrinkage],
  ['nonlinear', nonlinearShrinkage],
  ['quadratic inverse', quadraticInverseShrinkage],
])('shrinkage: %s', (_, estimate) => {
  test('is symmetric, not indefinite, and weighs its target between nothing and all', () => {
    fc.assert(
      fc.property(shapes, ({ values, rows, columns }) => {
        const found = estimate(values, rows, columns);
        if (!found.ok) return; // dependent columns: a reason, no figure
        const { covariance, intensity } = found.value;
        covariance.forEach((entry, at) => {
          const mirror = covariance[(at % columns) * columns + Math.floor(at / columns)]!;
          expect(entry).toBe(mirror);
        });
        expect(symmetricEigen(covariance, columns).values[0]!).toBeGreaterThan(-1e-15);
        if (intensity !== null) {
          expect(intensity).toBeGreaterThanOrEqual(0);
          expect(intensity).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('of a single row is a failure', () => {
    expect(estimate(Float64Array.from([0.1, 0.2]), 1, 2)).toMatchObject({ ok: false });
  });
});

test('the identity target keeps the trace, the constant correlation every variance', () => {
  fc.assert(
    fc.property(shapes, ({ values, rows, columns }) => {
      const sample = sampleCovariance(values, rows, columns);
      const round = identityShrinkage(values, rows, columns);
      if (!round.ok) expect.fail(round.failure.message);
      const scaled = (trace(sample, columns) * (rows - 1)) / rows;
      expect(trace(round.value.covariance, columns) / scaled).toBeCloseTo(1, 10);
      const constant = constantCorrelationShrinkage(values, rows, columns);
      if (!constant.ok) expect.fail(constant.failure.message);
      for (let i = 0; i < columns; i++) {
        const at = i * columns + i;
        expect(constant.value.covariance[at]! / sample[at]!).toBeCloseTo(1, 10);
      }
    }),
  );
});

test('a column that stands still, or repeats another, is a reason and not a figure', () => {
  const still = Float64Array.from([1, 0, 2, 0, -4, 0]);
  expect(constantCorrelationShrinkage(still, 3, 2)).toMatchObject({ ok: false });
  const twice = Float64Array.from([1, 1, 2, 2, -4, -4, 3, 3]);
  expect(quadraticInverseShrinkage(twice, 4, 2)).toMatchObject({
    ok: false,
    failure: { reason: 'not-applicable' },
  });
  expect(nonlinearShrinkage(twice, 4, 2)).toMatchObject({ ok: false });
});
