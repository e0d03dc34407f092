import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import { sviVariance } from '../../../src/engine/pricing/surface/svi.ts';
import { commandLine } from './command-line.ts';

const { folder, crossguard } = commandLine('surface');

const header =
  'timestamp,instrument_name,option_type,strike,expiry_datetime,bid_price,ask_price,mark_price,futures_price,implied_volatility,index_price';
const smile = { a: 0.004, b: 0.06, rho: -0.35, m: 0.02, sigma: 0.12 };
const forward = 80_000;
const strikes = Array.from({ length: 13 }, (_, i) => 50_000 + 5_000 * i);

/** A row of a Deribit chain whose premium, in coin, is the smile's, two hundredths about it. */
function row(strike: number, right: 'call' | 'put', quoted = true): string {
  const variance = sviVariance(smile, Math.log(strike / forward));
  const price = undiscountedBlack(right, forward, strike, Math.sqrt(variance)) / forward;
  const quotes = quoted ? [price * 0.98, price * 1.02].map((one) => one.toFixed(12)) : ['', ''];
  return [
    '2026-02-01T08:00:00+00:00',
    `BTC-27MAR26-${strike}-${right === 'call' ? 'C' : 'P'}`,
    right,
    strike.toFixed(1),
    '2026-03-27T08:00:00+00:00',
    ...quotes,
    price.toFixed(12),
    forward,
    0.5,
    forward,
  ].join(',');
}

const rows = strikes.flatMap((strike) => [row(strike, 'call'), row(strike, 'put')]);

function fileOf(name: string, content: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${[header, ...content].join('\n')}\n`);
  return file;
}

test('a whole chain is done: forward, smile and checks as JSON', () => {
  const { status, stdout, stderr } = crossguard('surface', fileOf('chain.csv', rows), '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    asOf: Date.parse('2026-02-01T08:00:00Z'),
    failures: [],
    refused: [],
    surfaces: [
      {
        underlying: 'BTC',
        settlement: 'BTC',
        slices: [
          {
            options: 26,
            inTheMoney: 13,
            leftOut: [],
            forward: { value: { value: expect.closeTo(forward, 1), source: 'parity' } },
            fit: {
              ok: true,
              value: {
                model: 'svi',
                smile: { rho: expect.closeTo(smile.rho, 2), b: expect.closeTo(smile.b, 2) },
                quality: { inside: 13, points: 13 },
              },
            },
          },
        ],
      },
    ],
  });
});

test('a table shows forward, parameters, checks, fit and numbers', () => {
  const { status, stdout } = crossguard('surface', fileOf('chain.csv', rows));
  expect(status).toBe(0);
  for (const shown of [
    'as of 2026-02-01T08:00:00.000Z',
    'BTC at DERIBIT, settled in BTC: Quotes and forwards',
    '25-delta reversal',
    '13 of 13',
    'Free calendar spreads of the fit',
    'no fitted expiries lie on both sides of 30 days',
  ]) {
    expect(stdout).toContain(shown);
  }
  expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
});

test('what is left out is counted with its reason and makes the exit code 2', () => {
  const file = fileOf('gaps.csv', [
    ...rows.slice(2),
    row(50_000, 'call'),
    row(50_000, 'put', false),
    row(60_000, 'put').replace('0.98', '').replace('80000', 'eighty'),
  ]);
  const { status, stdout } = crossguard('surface', file, '--json');
  expect(status).toBe(2);
  const answer = JSON.parse(stdout);
  expect(answer.failures).toMatchObject([
    { reason: 'malformed', at: 'gaps.csv, line 28, futures_price' },
  ]);
  expect(answer.surfaces[0].slices[0].leftOut).toEqual([{ why: 'no bid and no ask', count: 1 }]);
});

test('--as-of ages the quotes', () => {
  const file = fileOf('chain.csv', rows);
  const later = crossguard('surface', file, '--as-of', '2026-02-01T09:00:00Z', '--json');
  expect(later.status).toBe(1);
  expect(JSON.parse(later.stdout).surfaces[0].slices[0].leftOut).toEqual([
    { why: 'stale', count: 26 },
  ]);
  const { status, stderr } = crossguard('surface', file, '--as-of', 'noon');
  expect(status).toBe(1);
  expect(stderr).toContain('--as-of');
});

test('nothing to read is not done, and says what was wrong', () => {
  expect(crossguard('surface')).toMatchObject({ status: 1 });
  const absent = crossguard('surface', join(folder, 'absent.csv'));
  expect(absent.status).toBe(1);
  expect(absent.stderr).toContain('absent.csv');
  const nonsense = join(folder, 'nonsense.csv');
  writeFileSync(nonsense, 'a,b\n1,2\n');
  const unknown = crossguard('surface', nonsense);
  expect(unknown.status).toBe(1);
  expect(unknown.stderr).toContain('nonsense.csv');
  const both = crossguard('surface', fileOf('chain.csv', rows), nonsense, '--json');
  expect(both.status).toBe(2);
});
