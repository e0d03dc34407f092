import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { AccountMargin } from '../../../src/engine/contract/snapshot.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { okxVectors } from '../../engine/margin/okx-vectors.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

type Answer = {
  readonly accounts: readonly AccountMargin[];
  readonly failures: readonly { readonly reason: string; readonly message: string }[];
};

function margin(document: unknown, model: string): { code: number; answer: Answer } {
  const found = spawnSync(
    path.join(root, 'node_modules/.bin/node'),
    ['src/main/cli/index.ts', 'margin', '--model', model, '--json'],
    { cwd: root, input: JSON.stringify(document) },
  );
  return { code: found.status ?? -1, answer: JSON.parse(found.stdout.toString()) as Answer };
}

function maintenanceOf({ accounts }: Answer): number {
  const [account] = accounts;
  const found = account?.requirement.maintenance;
  if (found?.ok !== true) return Number.NaN;
  expect(violations(found.value)).toEqual([]);
  return found.value.value;
}

/** One perpetual in USDT at a venue. */
const one = (venue: string, market: string, symbol: string) => ({
  version: 1,
  asOf: '2026-11-20T16:00:00Z',
  reporting: 'USD',
  accounts: [{ id: 'main', venue, model: 'stated' }],
  instruments: [
    {
      id: 'perpetual',
      symbol,
      market,
      kind: 'perpetual',
      payoff: 'linear',
      underlying: 'BTC',
      quote: 'USDT',
      settlement: 'USDT',
      multiplier: 1,
    },
  ],
  positions: [{ account: 'main', instrument: 'perpetual', quantity: 1, entryPrice: 80_000 }],
  collateral: [{ account: 'main', asset: 'USDT', balance: 50_000 }],
  market: { spots: { BTC: 80_000, USDT: 1 }, marks: { perpetual: 80_000 } },
});

test('OKX: the venue’s own example as a portfolio document', () => {
  const { account, totals } = okxVectors;
  const { code, answer } = margin(
    {
      version: 1,
      asOf: new Date(account.asOf).toISOString(),
      reporting: 'USD',
      accounts: [{ id: 'main', venue: 'OKX', model: 'okx-pm' }],
      instruments: account.positions.map(({ symbol, underlying, multiplier }) => ({
        id: symbol,
        symbol,
        market: 'OKX',
        kind: 'perpetual',
        payoff: 'linear',
        underlying,
        quote: 'USDT',
        settlement: 'USDT',
        multiplier,
      })),
      positions: account.positions.map(({ symbol, contracts, entry }) => ({
        account: 'main',
        instrument: symbol,
        quantity: contracts,
        entryPrice: entry,
      })),
      collateral: [{ account: 'main', asset: 'USDT', balance: account.balance }],
      market: {
        spots: {
          USDT: account.dollarsPerUsdt,
          ...Object.fromEntries(
            account.positions.map(({ underlying, index }) => [
              underlying,
              index * account.dollarsPerUsdt,
            ]),
          ),
        },
        marks: Object.fromEntries(account.positions.map(({ symbol, mark }) => [symbol, mark])),
      },
    },
    'okx-pm',
  );
  // 2: the multipliers of MR7 of that day are not published
  expect(code).toBe(2);
  expect(maintenanceOf(answer)).toBeCloseTo(totals.maintenance, 8);
  expect(
    answer.failures.every(
      ({ reason }) => reason === 'not-published' || reason === 'limit-exceeded',
    ),
  ).toBe(true);
});

test('Bybit: the worst loss of the scan, the contingency named', () => {
  const { code, answer } = margin(one('BYBIT', 'BYBIT-LINEAR', 'BTCUSDT'), 'bybit-pm');
  expect(code).toBe(2);
  expect(maintenanceOf(answer)).toBeCloseTo(8000, 8);
  expect(answer.failures.map(({ message }) => message).join()).toContain('future contingency');
});

test('Binance: complete, with the same figure as the portfolio alternative of a cross account', () => {
  const document = one('BINANCE', 'BINANCE-USDM', 'BTCUSDT');
  const { code, answer } = margin(document, 'binance-pm');
  expect(code).toBe(0);
  // 80,000 × 0.5 % − 50
  expect(maintenanceOf(answer)).toBeCloseTo(350, 8);
  const cross = margin(document, 'tiered-cross').answer.accounts[0];
  expect(cross?.alternatives.portfolio.maintenance).toMatchObject({
    ok: true,
    value: { value: 350 },
  });
});
