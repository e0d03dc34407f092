import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  solePrices,
  type DescribedPosition,
} from '../../../src/engine/margin/liquidation-definitions.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(path.join(root, 'docs/margin-liquidation-price.md'), 'utf8');
const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';

function asked(
  document: unknown,
  as: 'json' | 'page' = 'json',
): { code: number; out: string; err: string } {
  const found = spawnSync(
    path.join(root, 'node_modules/.bin/node'),
    [
      'src/main/cli/index.ts',
      'margin',
      '--model',
      'liquidation-price',
      ...(as === 'json' ? ['--json'] : []),
    ],
    { cwd: root, input: typeof document === 'string' ? document : JSON.stringify(document) },
  );
  return { code: found.status ?? -1, out: found.stdout.toString(), err: found.stderr.toString() };
}

test('the example of the documentation gives the venue’s own figure', () => {
  const { code, out } = asked(example);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    figures: { liquidationPrice: 19_700, bankruptcyPrice: 19_600 },
    requirement: { maintenance: { ok: true, value: { value: 100 } } },
    failures: [],
  });
});

test('the page for people shows both prices', () => {
  const { code, out } = asked(example, 'page');
  expect(code).toBe(0);
  expect(out).toContain('liquidationPrice: 19700');
  expect(out).toContain('bankruptcyPrice: 19600');
  expect(out).not.toContain('Sources');
});

test.each([
  ['size', -1],
  ['maintenanceRate', 1.5],
  ['definition', 'ftx'],
  ['takerfee', 0],
])('%s as %s is refused by name', (field, value) => {
  const document = { ...(JSON.parse(example) as Record<string, unknown>), [field]: value };
  const { code, err, out } = asked(document);
  expect(code).toBe(1);
  expect(err).toContain(field);
  expect(out).toBe('');
});

describe('definitions', () => {
  const inverse: DescribedPosition = {
    definition: 'bybit',
    payoff: 'inverse',
    side: 'short',
    size: 60_000,
    entry: 50_000,
    initialMargin: 0.12,
    extraMargin: 0,
    maintenanceRate: 0.005,
    deduction: 0,
    takerFee: 0.0006,
  };

  test('Bybit’s inverse contracts before and since 2026-05-27', () => {
    // V-LIQ-2 and V-LIQ-3: 60,000 ÷ (1.2 − 0.114), 60,000 × 0.995 ÷ (1.2 − 0.12)
    expect(solePrices(inverse).liquidation).toBeCloseTo(60_000 / 1.086, 8);
    const since = { ...inverse, definition: 'bybit-inverse' } as const;
    expect(solePrices(since).liquidation).toBeCloseTo((60_000 * 0.995) / 1.08, 8);
  });

  test('margin added to an inverse position counts after the fee of closing', () => {
    const since = { ...inverse, definition: 'bybit-inverse', extraMargin: 0.05 } as const;
    expect(solePrices(since).posted).toBeCloseTo(0.12 + 0.05 / 0.9994, 12);
    expect(solePrices({ ...since, side: 'long' }).posted).toBeCloseTo(0.12 + 0.05 / 1.0006, 12);
    expect(solePrices({ ...since, definition: 'bybit' }).posted).toBeCloseTo(0.17, 12);
  });

  test('margin added to a linear position moves Bybit’s price by its amount per unit', () => {
    const linear = {
      ...inverse,
      payoff: 'linear',
      side: 'long',
      size: 2,
      initialMargin: 2000,
    } as const;
    const before = solePrices(linear).liquidation ?? 0;
    const after = solePrices({ ...linear, extraMargin: 300 }).liquidation ?? 0;
    expect(before - after).toBeCloseTo(150, 8);
  });

  test('OKX and Gate: the fee of closing is part of the rate; a quanto contract is as a linear one', () => {
    // V-LIQ-5: entry 10, leverage 5, rate 1 %, taker 0.06 %
    const okx = {
      ...inverse,
      definition: 'okx',
      payoff: 'linear',
      size: 1,
      entry: 10,
      initialMargin: 2,
      maintenanceRate: 0.01,
    } as const;
    expect(solePrices(okx).liquidation).toBeCloseTo(11.87413417771621, 12);
    expect(solePrices({ ...okx, side: 'long' }).liquidation).toBeCloseTo(8.085708510208207, 12);
    expect(solePrices({ ...okx, payoff: 'quanto' })).toEqual(solePrices(okx));
  });

  test('a long that is paid for in full has neither price', () => {
    const paid = {
      ...inverse,
      payoff: 'linear',
      side: 'long',
      size: 1,
      initialMargin: 60_000,
    } as const;
    expect(solePrices(paid)).toMatchObject({ liquidation: null, bankruptcy: null });
  });
});
