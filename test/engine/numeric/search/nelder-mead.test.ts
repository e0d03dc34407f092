import { expect, test } from 'vitest';
import { simplexMinimum } from '../../../../src/engine/numeric/search/nelder-mead.ts';

const valley = ([x = 0, y = 0]: readonly number[]): number => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
/** x² for x ≥ 2 only: the minimum is at the border. */
const walled = ([x = 0]: readonly number[]): number => (x >= 2 ? x * x : Infinity);
const holed = ([x = 0]: readonly number[]): number => (x < 1 ? Number.NaN : x);

const limits = { tolerance: 1e-10, evaluations: 5000 };

test('finds the valley of Rosenbrock, whose minimum is at (1, 1)', () => {
  const { point, value } = simplexMinimum(valley, [-1.2, 1], [0.5, 0.5], limits);
  expect(point[0]).toBeCloseTo(1, 8);
  expect(point[1]).toBeCloseTo(1, 8);
  expect(value).toBeLessThan(1e-16);
});

test('keeps out of what is not allowed', () => {
  const { point } = simplexMinimum(walled, [5], [1], limits);
  expect(point[0]).toBeGreaterThanOrEqual(2);
  expect(point[0]).toBeCloseTo(2, 8);
});

test('a NaN is no minimum', () => {
  const { value } = simplexMinimum(holed, [3], [1], limits);
  expect(value).toBeCloseTo(1, 6);
});

test('stops at the limit of evaluations', () => {
  const { evaluations } = simplexMinimum(([x = 0]) => x * x, [100], [1], {
    tolerance: 0,
    evaluations: 50,
  });
  expect(evaluations).toBeLessThan(55);
});
