import { describe, expect, test } from 'vitest';
import { answers, hundred } from './measured.ts';

describe('measure: the book', () => {
  test('VaR and expected shortfall, in every convention', () => {
    const [found] = answers({
      id: 'book',
      measure: 'risk',
      pnl: [null, ...hundred],
      tails: ['0.05', '0.025'],
      conventions: true,
      ageDecay: 1,
    });
    expect(found).toMatchObject({
      id: 'book',
      outcomes: 100,
      missing: 1,
      measures: [
        // Place 96 of the request: the gap at its start counts.
        { tail: '0.05', valueAtRisk: 96, rank: 5, scenario: 96, expectedShortfall: 98 },
        { tail: '0.025', valueAtRisk: 98, rank: 3, expectedShortfall: expect.closeTo(99.2, 9) },
      ],
      conventions: [
        // n p = 5: upper is rank 5, lower rank 6; type 7 lies 0.95 above rank 5 … of P&L at 5.95.
        { upper: 96, lower: 95, linear7: expect.closeTo(95.05, 9), tailMean: 98 },
        { upper: 98, lower: 98 },
      ],
      ageWeighted: [{ valueAtRisk: 96, effectiveOutcomes: expect.closeTo(100, 6) }, {}],
    });
  });

  test('contributions that sum to the whole', () => {
    const [found] = answers({
      measure: 'contributions',
      tail: '0.5',
      parts: [
        { label: 'long', pnl: [-10, 5, -4, 2] },
        { label: 'hedge', pnl: [4, -6, 1, -1] },
      ],
    });
    // P&L −6, −1, −3, 1: the worst two are scenarios 0 and 2.
    expect(found).toMatchObject({
      valueAtRisk: 3,
      expectedShortfall: 4.5,
      parts: [
        { label: 'long', expectedShortfall: 7, lossInVarScenario: 4 },
        { label: 'hedge', expectedShortfall: -2.5, lossInVarScenario: -1 },
      ],
    });
  });

  test('filtered history of calm returns is history itself', () => {
    const returns = [[0.01], [-0.01], [0.01], [-0.01]];
    const [full, half] = answers(
      { measure: 'filtered-risk', returns, exposures: [1000], tails: ['0.25'] },
      { measure: 'filtered-risk', returns, exposures: [1000], tails: ['0.25'], scaling: 'half' },
    );
    for (const found of [full, half]) {
      expect(found).toMatchObject({ measures: [{ valueAtRisk: expect.closeTo(10, 9) }] });
    }
  });

  test('normal, Cornish-Fisher and delta-gamma risk agree on a linear normal position', () => {
    // 2.3263478740408408 is the normal quantile of 99 %.
    const [normal, expansion, quadratic] = answers(
      { measure: 'normal-risk', exposures: [100], covariance: [[0.0004]], tail: '0.01' },
      {
        measure: 'cornish-fisher',
        sample: { mean: 0, deviation: 2, skew: 0, excessKurtosis: 0 },
        tails: ['0.01'],
      },
      {
        measure: 'delta-gamma',
        delta: [100],
        gamma: [[0]],
        covariance: [[0.0004]],
        tails: ['0.01'],
      },
    );
    const value = expect.closeTo(2 * 2.3263478740408408, 9);
    expect(normal).toMatchObject({ valueAtRisk: value, positions: [{ component: value }] });
    expect(expansion).toMatchObject({ measures: [{ valueAtRisk: value, monotone: true }] });
    expect(quadratic).toMatchObject({ measures: [{ valueAtRisk: value }] });
  });
});
