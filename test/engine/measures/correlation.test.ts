import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ewmaCorrelation,
  reordered,
  sampleCorrelation,
  similarityOrder,
  type Returns,
} from '../../../src/engine/measures/correlation.ts';
import {
  columnMeans,
  ewmaCovariance,
  sampleCovariance,
} from '../../../src/engine/measures/covariance.ts';
import { pairwiseCorrelation } from '../../../src/engine/measures/pairwise-correlation.ts';
import { symmetricEigen } from '../../../src/engine/numeric/linear/symmetric-eigen.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { movingReturns } from './samples.ts';

const assetsOf = (n: number): Returns['assets'] =>
  Array.from({ length: n }, (_, i) => asset(`A${i}`));

const someReturns = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 3, max: 30 }))
  .chain(([n, days]) =>
    movingReturns(n, days).map((table): Returns => ({ assets: assetsOf(n), ...table })),
  );

describe.each([
  ['sample', sampleCorrelation],
  ['ewma', (returns: Returns) => ewmaCorrelation(returns, 0.94)],
])('%s correlation', (_, correlation) => {
  test('is symmetric with ones on the diagonal, within [−1, 1], and has no negative eigenvalue', () => {
    fc.assert(
      fc.property(someReturns, (returns) => {
        const n = returns.assets.length;
        const found = correlation(returns);
        if (!found.ok) expect.fail(found.failure.message);
        for (let i = 0; i < n; i++) {
          expect(found.value[i * n + i]).toBe(1);
          for (let j = 0; j < n; j++) {
            expect(found.value[i * n + j]).toBe(found.value[j * n + i]);
            expect(Math.abs(found.value[i * n + j]!)).toBeLessThanOrEqual(1);
          }
        }
        expect(symmetricEigen(found.value, n).values[0]!).toBeGreaterThan(-1e-12);
      }),
    );
  });

  test('does not depend on the unit of a return, only its sign turns it', () => {
    fc.assert(
      fc.property(someReturns, (returns) => {
        const n = returns.assets.length;
        const scaled = {
          ...returns,
          values: returns.values.map((r, at) => (at % n === 0 ? -8 * r : r)),
        };
        const before = correlation(returns);
        const after = correlation(scaled);
        if (!before.ok || !after.ok) expect.fail('both are known');
        for (let j = 1; j < n; j++) expect(after.value[j]!).toBeCloseTo(-before.value[j]!, 12);
      }),
    );
  });

  test('of an asset that stands still is a failure that names it', () => {
    const values = Float64Array.from([0.01, 0, -0.02, 0, 0.03, 0]);
    const found = correlation({ assets: [asset('BTC'), asset('USDT')], rows: 3, values });
    expect(found.ok ? found.value : found.failure.message).toContain('USDT did not move');
  });

  test('of one day is a failure', () => {
    const one = { assets: assetsOf(1), rows: 1, values: Float64Array.from([0.01]) };
    expect(correlation(one)).toMatchObject({
      ok: false,
      failure: { reason: 'missing-market-data' },
    });
  });
});

test('a constant column has no variance, whatever its mean rounds to', () => {
  const values = Float64Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 0.1 : at));
  expect(sampleCovariance(values, 10, 2).slice(0, 3)).toEqual(Float64Array.from([0, 0, 0]));
});

test('decay 1 is the mean product, which is the covariance about zero', () => {
  const values = Float64Array.from([1, 2, -3, 5, 2, -7]);
  // Columns (1, −3, 2) and (2, 5, −7), their means are zero: divisor 3 against 2.
  expect([...columnMeans(values, 3, 2)]).toEqual([0, 0]);
  const equal = ewmaCovariance(values, 3, 2, 1);
  sampleCovariance(values, 3, 2).forEach((c, at) =>
    expect(equal[at]!).toBeCloseTo((c * 2) / 3, 12),
  );
});

test('pairs with too few joint days have no correlation', () => {
  const rows = [
    [1, 2],
    [2, null],
    [3, 7],
    [null, 1],
  ];
  const found = pairwiseCorrelation(rows, 2, 3);
  expect([...found.counts]).toEqual([3, 2, 2, 3]);
  expect(found.correlations).toEqual([1, null, null, 1]);
  // Two points always lie on a line.
  expect(pairwiseCorrelation(rows, 2, 2).correlations[1]).toBeCloseTo(1, 14);
});

const someMatrix = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc
    .array(fc.integer({ min: -99, max: 99 }), { minLength: n * n, maxLength: n * n })
    .map((numbers) => ({
      n,
      matrix: Float64Array.from({ length: n * n }, (_, at) => {
        const i = Math.floor(at / n);
        const j = at % n;
        return i === j ? 1 : numbers[Math.max(i, j) * n + Math.min(i, j)]! / 100;
      }),
    })),
);

test('the similarity order is the cheapest of all orders of its tree', () => {
  fc.assert(
    fc.property(someMatrix, ({ n, matrix }) => {
      const { order, merges } = similarityOrder(matrix, n);
      const distance = (i: number, j: number): number => Math.sqrt((1 - matrix[i * n + j]!) / 2);
      const cost = (leaves: readonly number[]): number =>
        leaves.slice(1).reduce((sum, leaf, at) => sum + distance(leaves[at]!, leaf), 0);
      expect(order.toSorted((a, b) => a - b)).toEqual([...Array(n).keys()]);
      expect(merges).toHaveLength(n - 1);
      for (let flips = 0; flips < 2 ** merges.length; flips++) {
        const nodes = Array.from({ length: n }, (_, leaf) => [leaf]);
        merges.forEach(({ left, right }, k) => {
          const turned = (flips >> k) % 2 === 1;
          nodes.push(
            turned ? [...nodes[right]!, ...nodes[left]!] : [...nodes[left]!, ...nodes[right]!],
          );
        });
        // Unturned, the merges draw the order itself.
        if (flips === 0) expect(nodes.at(-1)).toEqual(order);
        expect(cost(order)).toBeLessThanOrEqual(cost(nodes.at(-1)!) + 1e-12);
      }
    }),
    { numRuns: 50 },
  );
});

test('reordering moves every correlation with its assets and numbers leaves by place', () => {
  const matrix = Float64Array.from([1, 0.1, 0.9, 0.1, 1, 0.2, 0.9, 0.2, 1]);
  const similarity = similarityOrder(matrix, 3);
  // 0 and 2 are alike; 1 is nearer to 2 (0.2) than to 0 (0.1), so it stands beside 2.
  expect(similarity.order).toEqual([0, 2, 1]);
  const shown = reordered(matrix, similarity);
  expect([...shown.matrix]).toEqual([1, 0.9, 0.1, 0.9, 1, 0.2, 0.1, 0.2, 1]);
  expect(shown.merges.map(({ left, right }) => [left, right])).toEqual([
    [0, 1],
    [3, 2],
  ]);
});
