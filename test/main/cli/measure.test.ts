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
