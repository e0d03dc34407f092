import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AccountMargin } from '../../../src/engine/contract/snapshot.ts';
import { snapshotOffline } from '../../../src/main/workstation/offline.ts';

const folder = new URL('../../../resources/sample/', import.meta.url).pathname;
const fileOf = <T>(name: string, shape: z.ZodType<T>): T =>
  shape.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));

const figure = z.coerce.number();
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

const outcome = await snapshotOffline(null, null);
if (!outcome.ok) throw new Error(outcome.failure.message);
const snapshot = outcome.value;

function accountOf(name: string): AccountMargin {
  const found = snapshot.accounts.find((one) => one.name.startsWith(name));
  if (found === undefined) throw new Error(`no account ${name}`);
  return found;
}

const stated = (of: AccountMargin, name: string): number =>
  of.stated.find((one) => one.name === name)?.value ?? Number.NaN;

describe('every venue of the sample book adds up as the venue would add it', () => {
  test.each(['Deribit sample BTC', 'Deribit sample ETH'])('%s: our figures are its own', (name) => {
    const of = accountOf(name);
    const rate = name.endsWith('BTC') ? 82_400 : 2_948;
    const ours = (tree: AccountMargin['equity']): number =>
      tree.ok ? tree.value.value / rate : NaN;
    expect(ours(of.equity)).toBeCloseTo(stated(of, 'equity'), 7);
    const initial = stated(of, 'initialMargin');
    expect(Math.abs(ours(of.requirement.initial) / initial - 1)).toBeLessThan(1e-3);
    expect(stated(of, 'maintenanceMargin')).toBeCloseTo(0.8 * initial, 5);
  });

  test('Bybit: equity is the wallet and the P&L of its positions, margin the sum of theirs', () => {
    const shape = z.object({
      result: z.object({
        list: z.array(z.object({ unrealisedPnl: figure, positionIM: figure, positionMM: figure })),
      }),
    });
    const { list } = fileOf('bybit/positions.json', shape).result;
    const wallet = fileOf(
      'bybit/wallet-balance.json',
      z.object({
        result: z.object({ list: z.tuple([z.object({ totalWalletBalance: figure })]) }),
      }),
    ).result.list[0].totalWalletBalance;
    const of = accountOf('Bybit');
    expect(stated(of, 'equity')).toBeCloseTo(wallet + sum(list.map((one) => one.unrealisedPnl)), 3);
    expect(stated(of, 'initialMargin')).toBeCloseTo(sum(list.map((one) => one.positionIM)), 3);
    expect(stated(of, 'maintenanceMargin')).toBeCloseTo(sum(list.map((one) => one.positionMM)), 3);
    // A venue that lets nobody open beyond its initial margin is not several times past it.
    expect(stated(of, 'initialMargin') / stated(of, 'equity')).toBeLessThan(1.5);
  });

  test('OKX: each coin is cash and P&L, and their dollars are the total', () => {
    const account = z.object({
      totalEq: figure,
      adjEq: figure,
      details: z.array(z.object({ cashBal: figure, upl: figure, eq: figure })),
    });
    const [balance] = fileOf('okx/balance.json', z.object({ data: z.tuple([account]) })).data;
    for (const { cashBal, upl, eq } of balance.details) expect(cashBal + upl).toBeCloseTo(eq, 2);
    const [dollars, coins] = balance.details;
    expect((dollars?.eq ?? NaN) + (coins?.eq ?? NaN) * 2_948).toBeCloseTo(balance.totalEq, 1);
    expect(balance.adjEq).toBeLessThan(balance.totalEq);
  });

  test('Binance: the liquidation prices of the file are ours, at the mark', () => {
    const rows = fileOf(
      'binance/position-risk.json',
      z.array(z.object({ markPrice: figure, liquidationPrice: figure })),
    );
    const index = [82_400, 2_948];
    const ours = ['Binance sample USD-M Futures USDT', 'Binance sample USD-M Futures isolated']
      .map((name) => accountOf(name).liquidations[0])
      .map((one) => one?.below ?? one?.above ?? Number.NaN);
    rows.forEach(({ markPrice, liquidationPrice }, i) => {
      expect((ours[i]! / index[i]!) * markPrice).toBeCloseTo(liquidationPrice, 2);
    });
  });
});

test('it is of one instant, shows one margin call and one row without a price', () => {
  expect(new Date(snapshot.asOf).toISOString()).toBe('2026-11-20T16:00:00.000Z');
  expect(snapshot.accounts.map((one) => one.level).filter((level) => level !== 'ok')).toEqual([
    'call',
  ]);
  expect(snapshot.notIncluded.filter(({ what }) => what.startsWith('MSTR'))).toHaveLength(1);
  expect(snapshot.overview.stalePrices).toBe(0);
});
