import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const entry = fileURLToPath(new URL('../../../src/main/cli/index.ts', import.meta.url));

/** The command as a user runs it: its own process, the request on standard input. */
function measured(input: unknown, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'measure', ...args], {
    input: typeof input === 'string' ? input : JSON.stringify(input),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** The answers of requests that are all expected to be answered. */
function answers(...requests: readonly object[]): readonly Record<string, unknown>[] {
  const { status, stdout, stderr } = measured({ requests }, '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { answers: found, failures } = JSON.parse(stdout) as {
    readonly answers: readonly Record<string, unknown>[];
    readonly failures: readonly unknown[];
  };
  expect(failures).toEqual([]);
  return found;
}

/** −1 to −100: the loss of rank k from the worst is 101 − k. */
const hundred = Array.from({ length: 100 }, (_, i) => -(i + 1));

describe('measure --json', () => {
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
      // The two that share a driver stand side by side.
      expect(answer).toMatchObject({ model: models[i], observations: 12, leftOut: 1 });
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

describe('measure --json, beyond the book', () => {
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
        week: 5,
        month: 22,
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

describe('measure', () => {
  test('without --json prints tables', () => {
    const { status, stdout } = measured({
      requests: [{ id: 'book', measure: 'risk', pnl: hundred, tails: ['0.05'] }],
    });
    expect(status).toBe(0);
    expect(stdout).toContain('book (risk): measures');
    expect(stdout).toMatch(/tail {2}value at risk .*expected shortfall/);
    expect(stdout).toMatch(/0\.05 +96 /);
  });

  test('answers what it can, lists what it cannot, and says so by 2', () => {
    const { status, stdout, stderr } = measured(
      {
        requests: [
          { id: 'fine', measure: 'risk', pnl: hundred },
          { id: 'empty', measure: 'risk', pnl: [null] },
          { id: 'strange', measure: 'horoscope' },
          { id: 'still', measure: 'correlation', assets: ['A'], returns: [[1], [1]] },
          { id: 'percent', measure: 'risk', pnl: hundred, tails: ['1%'] },
          { id: 'uneven', measure: 'contributions', tail: '0.5', parts: [] },
        ],
      },
      '--json',
    );
    expect(status).toBe(2);
    const { answers: done, failures } = JSON.parse(stdout) as {
      readonly answers: readonly { readonly id: string }[];
      readonly failures: readonly { readonly reason: string; readonly at: string }[];
    };
    expect(done.map(({ id }) => id)).toEqual(['fine']);
    expect(failures.map(({ reason, at }) => [reason, at])).toEqual([
      ['missing-market-data', 'request empty (risk)'],
      ['unsupported-operation', 'request strange (horoscope)'],
      ['missing-market-data', 'request still (correlation)'],
      ['malformed', 'request percent (risk)'],
      ['malformed', 'request uneven (contributions)'],
    ]);
    expect(stderr.trim().split('\n')).toHaveLength(5);
  });

  test.each([
    ['no JSON', '{"requests": ['],
    ['nothing', ''],
    ['no requests', '{"requests": []}'],
    ['another document', '[1, 2]'],
    ['only what fails', '{"requests": [{"measure": "horoscope"}]}'],
  ])('of %s exits 1 and says why', (_, input) => {
    const { status, stderr } = measured(input, '--json');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^crossguard: /);
  });

  test('refuses an option it does not know', () => {
    expect(measured('{}', '--yaml')).toMatchObject({ status: 1, stdout: '' });
  });

  test('--schema prints the shape of every request', () => {
    const { status, stdout } = measured('', '--schema');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      risk: { type: 'object', properties: { pnl: {} } },
      correlation: { type: 'object' },
    });
  });
});
