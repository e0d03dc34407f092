import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../../src/main/cli/index.ts', import.meta.url));

type Run = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function price(input: unknown, ...args: readonly string[]): Run {
  return spawnSync(process.execPath, [script, 'price', ...args], {
    input: typeof input === 'string' ? input : JSON.stringify(input),
    encoding: 'utf8',
  });
}

/** Hull, chapter 15, example 15.6: call 4.76, put 0.81. */
const hull = {
  id: 'hull',
  model: 'bs',
  right: 'call',
  spot: 42,
  strike: 40,
  years: 0.5,
  rate: 0.1,
  volatility: 0.2,
};

test('prices every model, in the order of the cases', () => {
  const { status, stdout } = price(
    [
      hull,
      { ...hull, id: 'hull put', right: 'put' },
      // At the money without rates: F (2 N(s/2) − 1), s = 0.2; N(0.1) = 0.539827837.
      {
        id: 'black',
        model: 'black76',
        right: 'call',
        forward: 100,
        strike: 100,
        years: 1,
        volatility: 0.2,
      },
      {
        id: 'coin',
        model: 'inverse',
        right: 'call',
        spot: 100,
        strike: 100,
        years: 1,
        volatility: 0.2,
      },
      {
        id: 'implied',
        model: 'implied-volatility',
        right: 'call',
        forward: 100,
        strike: 100,
        years: 1,
        price: 7.9655674554,
      },
      {
        id: 'coin premium',
        model: 'implied-volatility',
        right: 'call',
        forward: 100,
        strike: 100,
        years: 1,
        price: 0.079655674554,
        priceUnit: 'underlying',
      },
    ],
    '--json',
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    cases: [
      { id: 'hull', model: 'bs', outcome: 'priced', value: { price: expect.closeTo(4.76, 2) } },
      { id: 'hull put', value: { price: expect.closeTo(0.81, 2) } },
      {
        id: 'black',
        value: {
          price: expect.closeTo(7.9655674, 6),
          delta: expect.closeTo(0.5398278, 6),
          singular: false,
        },
      },
      {
        id: 'coin',
        value: { price: expect.closeTo(0.079655674, 8), netDelta: expect.closeTo(0.4601722, 6) },
      },
      { id: 'implied', value: { volatility: expect.closeTo(0.2, 9) } },
      { id: 'coin premium', value: { volatility: expect.closeTo(0.2, 9) } },
    ],
  });
});

test('a case that cannot be priced is listed with its reason, and the others are priced', () => {
  const { status, stdout } = price(
    {
      cases: [
        hull,
        { ...hull, id: 'gap', spot: null },
        { ...hull, id: 'typo', volatilty: 0.3 },
        { ...hull, id: 'below', spot: -1 },
        {
          id: 'stale',
          model: 'implied-volatility',
          right: 'call',
          forward: 100,
          strike: 90,
          years: 1,
          price: 9,
        },
        7,
      ],
    },
    '--json',
  );
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    cases: [
      { id: 'hull', outcome: 'priced' },
      { id: 'gap', outcome: 'invalid', failure: { message: expect.stringContaining('spot') } },
      {
        id: 'typo',
        outcome: 'invalid',
        failure: { message: expect.stringContaining('volatilty') },
      },
      { id: 'below', outcome: 'invalid', failure: { message: 'spot must be positive, was -1' } },
      { id: 'stale', outcome: 'below-intrinsic', failure: { reason: 'not-applicable' } },
      { id: 'case 6', outcome: 'invalid' },
    ],
  });
});

test('without --json it is a table to read', () => {
  const { status, stdout } = price([hull, { ...hull, id: 'gap', strike: 0 }]);
  expect(status).toBe(2);
  expect(stdout).toContain('1 of 2 cases priced');
  expect(stdout).toMatch(/hull +bs +4\.759/);
  expect(stdout).toMatch(/gap +invalid +strike must be positive, was 0/);
});

test.each([
  ['', 'no JSON'],
  ['{"cases": 5}', 'neither a list'],
  ['[]', 'no case'],
])('input %j is refused with exit code 1', (input, why) => {
  const { status, stdout, stderr } = price(input, '--json');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(why);
});

test('an unknown option is refused', () => {
  const { status, stderr } = price([hull], '--xml');
  expect(status).toBe(1);
  expect(stderr).toContain('usage');
});
