import { describe, expect, test } from 'vitest';
import { hundred, measured } from './measured.ts';

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
