import { describe, expect, test } from 'vitest';
import { answers } from './measured.ts';

describe('measure: correlation and back-tests', () => {
  test('correlation by every model, in order of similarity', () => {
    const returns = Array.from({ length: 12 }, (_, day) => {
      const common = ((day * 7) % 5) - 2;
      return [common + (day % 2), ((day * 3) % 7) - 3, common - (day % 3)];
    });
    const models = [
      'sample',
      'ewma',
      'ewma-recursive',
      'shrunk-to-identity',
      'shrunk-by-oracle',
      'shrunk-to-constant-correlation',
      'shrunk-nonlinearly',
      'shrunk-by-quadratic-inverse',
    ];
    const found = answers(
      ...models.map((model) => ({
        measure: 'correlation',
        assets: ['btc', 'spx', 'eth'],
        returns: [...returns, [1, null, 1]],
        model,
      })),
    );
    found.forEach((answer, i) => {
      expect(answer).toMatchObject({ model: models[i], observations: 12, leftOut: 1 });
      // Shrunk whole to one correlation all pairs are alike, and every order is right.
      if (answer['shrinkage'] === 1 && models[i] === 'shrunk-to-constant-correlation') return;
      // The two that share a driver stand side by side.
      expect(answer['assets']).toSatisfy(
        (of: readonly string[]) => Math.abs(of.indexOf('BTC') - of.indexOf('ETH')) === 1,
      );
    });
  });

  test('pairs on their own days, repaired; the nearest matrix; a factor', () => {
    const [pairs, nearest, factor] = answers(
      {
        measure: 'pairwise-correlation',
        assets: ['a', 'b'],
        returns: [
          [1, 2],
          [2, 4],
          [3, 5],
          [null, 1],
        ],
        fewest: 2,
      },
      {
        // Higham (2002), the 3 × 3 example.
        measure: 'nearest-correlation',
        matrix: [
          [1, 1, 0],
          [1, 1, 1],
          [0, 1, 1],
        ],
        leastEigenvalue: 0.1,
      },
      {
        measure: 'factor',
        matrix: [
          [4, 2],
          [2, 3],
        ],
      },
    );
    expect(pairs).toMatchObject({
      assets: ['A', 'B'],
      jointDays: [
        [3, 3],
        [3, 4],
      ],
      repaired: { changedBy: expect.closeTo(0, 9) },
    });
    expect(nearest).toMatchObject({
      correlations: [[1, expect.closeTo(0.76069, 5), expect.closeTo(0.1573, 4)], {}, {}],
      // Least eigenvalue 1 − √2: (0.1 − 1 + √2) ÷ √2.
      shrunk: { weightOfIdentity: expect.closeTo((Math.SQRT2 - 0.9) / Math.SQRT2, 9) },
    });
    expect(factor).toMatchObject({
      kind: 'definite',
      factor: [
        [2, 0],
        [1, expect.closeTo(Math.SQRT2, 12)],
      ],
    });
  });

  test('back-tests of VaR and expected shortfall, and a duel of two models', () => {
    const pnl = Array.from({ length: 250 }, (_, day) => (day % 50 === 0 ? -3 : 1));
    const [found, counted, duel] = answers(
      {
        measure: 'backtest',
        tail: '0.01',
        series: {
          pnl,
          valueAtRisk: pnl.map(() => 2),
          expectedShortfall: pnl.map(() => 3),
        },
        draws: 500,
      },
      { measure: 'exceptions', days: 250, exceptions: 5, tail: '0.01' },
      { measure: 'duel', first: [1, 2, 3, 1], second: [2, 2, 1, 0], lags: 0 },
    );
    // Kupiec's ratio and the multipliers of five exceptions: published tables.
    const coverage = {
      exceptions: 5,
      zone: 'yellow',
      coverage: { ratio: expect.closeTo(1.95681, 5) },
      multipliers: [{ multiplier: 3.4 }, { multiplier: 1.7 }],
    };
    expect(found).toMatchObject({
      ...coverage,
      exceptionDays: [0, 50, 100, 150, 200],
      firstException: { day: 1 },
      // Losses as forecast, twice as often: 1 − 5 ÷ 2.5.
      shortfall: { z1: 0, z2: -1 },
    });
    expect(counted).toMatchObject(coverage);
    // Gaps −1, 0, 2, 1: mean 1/2, variance 5/4 by hand: 0.5 ÷ √(1.25 ÷ 4).
    expect(duel).toMatchObject({ statistic: expect.closeTo(0.5 / Math.sqrt(1.25 / 4), 12) });
  });

  test('swings of a margin and its remedies', () => {
    const [found] = answers({
      measure: 'procyclicality',
      margin: [100, 150],
      stressed: 200,
      floor: 120,
      buffer: { size: 0.25, days: 1, from: 0.1, to: 0.35 },
    });
    expect(found).toMatchObject({
      asItIs: { peakToTrough: 1.5, deviation: null, rises: [{ days: 1, ratio: 1.5, amount: 50 }] },
      // 125 to 162.5; 120 to 150; 125 with the buffer, all released at 150.
      withStressWeight: { peakToTrough: 1.3 },
      withFloor: { peakToTrough: 1.25 },
      withBuffer: { peakToTrough: 1.2 },
    });
  });
});
