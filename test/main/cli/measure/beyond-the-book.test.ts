import { describe, expect, test } from 'vitest';
import { answers, measured } from './measured.ts';

describe('measure: beyond the book', () => {
  test('liquidity', () => {
    const [walk, impact, schedule] = answers(
      {
        measure: 'close-out',
        side: 'sell',
        quantity: 2,
        depth: 0.5,
        bids: [
          { price: 99, quantity: 2 },
          { price: 98, quantity: 4 },
        ],
        asks: [{ price: 101, quantity: 5 }],
      },
      {
        measure: 'impact',
        quantity: 25,
        dailyVolume: 100,
        dailyVolatility: 0.02,
        price: 10,
        spread: 0.01,
      },
      {
        measure: 'schedule',
        quantity: 100,
        intervals: 4,
        length: 1,
        volatility: 1,
        temporary: 0.1,
      },
    );
    // Half the depth: one at 99, one at 98, mid 100.
    expect(walk).toMatchObject({ filled: 2, unfilled: 0, price: 98.5, cost: 3 });
    expect(impact).toMatchObject({ cost: expect.closeTo(3.75, 9), days: expect.closeTo(2.5, 9) });
    expect(schedule).toMatchObject({ holdings: [100, 75, 50, 25, 0] });
  });

  test('systemic risk', () => {
    const [member, absorption, cascade, sale] = answers(
      {
        measure: 'member',
        member: [-4, -3, -2, -1, 0, 1, 2, 3].map((r) => r / 100),
        market: [-8, -6, -4, -2, 0, 2, 4, 6].map((r) => r / 100),
        tail: '0.25',
        debt: 100,
        equity: 10,
      },
      {
        measure: 'absorption',
        returns: [
          [1, 2],
          [2, 4],
          [3, 6],
        ],
      },
      {
        measure: 'cascade',
        accounts: [{ id: 'A', quantity: 1, entryPrice: 100, collateral: 10, maintenanceRate: 0 }],
        price: 100,
        shock: -0.2,
        depth: 10,
        amplification: 1.001,
      },
      {
        measure: 'fire-sale',
        members: [
          { label: 'one', assets: 100, leverage: 1 },
          { label: 'two', assets: 100, leverage: 1 },
        ],
        weights: [[1], [1]],
        impact: [0.001],
        shock: [-0.1],
      },
    );
    // The market is twice the member; the worst two of eight days lose 4 and 3 %.
    expect(member).toMatchObject({
      days: 2,
      memberVaR: 0.03,
      marginalShortfall: expect.closeTo(0.035, 12),
      conditional: expect.closeTo(0.06, 12),
      line: { slope: expect.closeTo(2, 9) },
    });
    expect(absorption).toMatchObject({ factors: 1, ratio: expect.closeTo(1, 12) });
    expect(cascade).toMatchObject({ liquidated: 1, criticalShock: expect.closeTo(-0.1, 9) });
    expect(sale).toMatchObject({
      aggregateVulnerability: expect.closeTo(0.04, 12),
      members: [{ label: 'one', directLoss: 10 }, { label: 'two' }],
    });
  });

  test('credit exposure', () => {
    const [exposure, period, regulatory, value] = answers(
      { measure: 'exposure', value: 0, volatility: 100, times: [1], confidences: [0.975] },
      { measure: 'call-period', volatility: 100, days: 365, confidences: [0.975] },
      { measure: 'regulatory-exposure', value: 100, collateral: 40, addOn: 50 },
      {
        measure: 'credit-value',
        times: [1],
        exposures: [100],
        hazard: Math.LN2,
        rate: 0,
        lossGivenDefault: 0.5,
        creditLine: 400,
      },
    );
    // 100 n(0), and the normal quantile of 97.5 %.
    const figures = {
      expected: expect.closeTo(100 / Math.sqrt(2 * Math.PI), 9),
      'potential 0.975': expect.closeTo(195.9963984540054, 6),
    };
    expect(exposure).toMatchObject({ exposures: [figures] });
    expect(period).toMatchObject(figures);
    // 1.4 × (60 + 50): the multiplier is 1 where more is owed than covered.
    expect(regulatory).toMatchObject({ multiplier: 1, atDefault: expect.closeTo(154, 9) });
    // Half default within the year, half of 100 is lost.
    expect(value).toMatchObject({ adjustment: expect.closeTo(25, 9), utilisation: 0.25 });
  });

  test('volatility', () => {
    const returns = Array.from({ length: 60 }, (_, day) => ((day * 37) % 11) - 5);
    const parameters = { mean: 0, omega: 0.1, alpha: 0.2, beta: 0.5 };
    const [given, fitted, realised, range, dynamic] = answers(
      { measure: 'garch', returns: [1, -1], parameters, days: 2 },
      { measure: 'garch', returns, days: 3 },
      {
        measure: 'realised-variance',
        realised: returns.map((r) => 1 + Math.abs(r)),
        // Not a multiple of the series' period of 11, whose mean would never change.
        week: 5,
        month: 20,
      },
      {
        measure: 'range-variance',
        bars: Array.from({ length: 3 }, () => ({ open: 5, high: 5, low: 5, close: 5 })),
      },
      {
        measure: 'dynamic-correlation',
        standardised: returns.map((r, day) => [r / 3, ((day * 13) % 7) / 2 - 1.5]),
        parameters: { news: 0, memory: 0 },
      },
    );
    expect(given).toMatchObject({ variances: [expect.closeTo(0.65, 12), expect.any(Number)] });
    expect(fitted).toMatchObject({ doubt: expect.stringContaining('fewer than 250') });
    expect(realised).toMatchObject({ regression: [{ regressor: 'constant' }, {}, {}, {}] });
    expect(range).toMatchObject({ yangZhang: 0 });
    expect(dynamic).toMatchObject({
      next: [
        [1, expect.any(Number)],
        [expect.any(Number), 1],
      ],
    });
  });

  test('copulas', () => {
    const correlation = [
      [1, 0.5],
      [0.5, 1],
    ];
    const [simulated, exact, fitted, ranks] = answers(
      {
        measure: 'copula-risk',
        freedom: 5,
        correlation,
        margins: [
          { freedom: 5, deviation: 0.02 },
          { freedom: 5, deviation: 0.03 },
        ],
        exposures: [100, -50],
        options: [
          {
            underlying: 0,
            spot: 100,
            strike: 100,
            years: 0.1,
            volatility: 0.3,
            right: 'put',
            quantity: 1,
            valueBefore: 3.78,
          },
        ],
        tails: ['0.05'],
        draws: 5000,
      },
      {
        measure: 'student-risk',
        freedom: 1e6,
        correlation: [[1]],
        scales: [0.02],
        exposures: [100],
        tails: ['0.01'],
      },
      {
        measure: 'copula',
        returns: Array.from({ length: 40 }, (_, day) => [(day * 17) % 41, (day * 23) % 43]),
        at: [0.5, 0.5],
      },
      { measure: 'rank-correlation', x: [1, 2, 3], y: [1, 3, 2] },
    );
    expect(simulated).toMatchObject({ draws: 5000, measures: [{ tail: '0.05' }] });
    // A million degrees of freedom are as good as normal.
    expect(exact).toMatchObject({ measures: [{ valueAtRisk: expect.closeTo(4.6527, 3) }] });
    expect(fitted).toMatchObject({ logDensity: expect.any(Number) });
    expect(ranks).toMatchObject({
      kendall: expect.closeTo(1 / 3, 12),
      spearman: expect.closeTo(0.5, 12),
    });
  });

  test('a figure that is not defined is a failure, never null', () => {
    const { status, stderr } = measured(
      {
        requests: [
          {
            measure: 'dynamic-correlation',
            standardised: [
              [1, 1],
              [-1, -1],
            ],
            parameters: { news: 0.1, memory: 0.8 },
          },
        ],
      },
      '--json',
    );
    expect(status).toBe(1);
    expect(stderr).toContain('logLikelihood is not defined here');
  });
});
