import { describe, expect, test } from 'vitest';
import { answerOf } from '../../../src/engine/margin/models.ts';
import { crossMargin } from '../../../src/engine/margin/pools.ts';
import { tieredRule } from '../../../src/engine/margin/tiered.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { AccountInput } from '../../../src/engine/model/priced.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { anInput, coins, held, linear } from './account-input.ts';
import { value } from './nodes.ts';

const usdc = asset('USDC');

describe('Hyperliquid: maintenance is half of the initial rate at the tier’s leverage, continuous at its edge', () => {
  // source: hyperliquid.gitbook.io/hyperliquid-docs/trading/margin-tiers; BTC 40x to 150 M, 20x beyond
  const maintenance = (symbol: string, notional: number): number => {
    const instrument = { ...linear(symbol, symbol, 'HYPERLIQUID'), settlement: usdc };
    const input = anInput('HYPERLIQUID', 'tiered-cross', {
      positions: [held({ instrument, quantity: notional / 100, mark: 100 })],
    });
    return value(crossMargin(input, tieredRule(input)).requirement.maintenance).value;
  };

  test.each([
    ['BTC', 1e6, 12_500],
    ['BTC', 150e6, 1_875_000],
    ['BTC', 250e6, 1_875_000 + 2_500_000],
    ['ETH', 100e6, 2_000_000],
    ['SOL', 80e6, 1_750_000 + 500_000],
    ['kPEPE', 1e6, 50_000],
  ])('%s of %d', (symbol, notional, expected) => {
    expect(maintenance(symbol, notional)).toBeCloseTo(expected, 4);
  });

  test('no jump at the edge', () => {
    expect(maintenance('ETH', 100e6 + 1) - maintenance('ETH', 100e6)).toBeCloseTo(1 / 30, 5);
  });
});

describe('Binance options: the rates are published, the formula is not', () => {
  const put = {
    ...linear('BTC-261225-70000-P', 'BTC', 'BINANCE-OPTIONS'),
    kind: 'option' as const,
    option: { right: 'put', strike: 70_000, exercise: 'european' } as const,
  };
  const input: AccountInput = anInput('BINANCE', 'tiered-cross', {
    positions: [held({ instrument: put, quantity: -2, mark: 1500, spot: 80_000 })],
    collateral: [coins(50_000, 'USDT', 1)],
  });

  test('read as max(15 % − out of the money, 10 %) and max(7.5 % − out of the money, 5 %), marks on top', () => {
    const { initial, maintenance } = crossMargin(input, tieredRule(input)).requirement;
    // by hand: 80,000 × 10 % + 1,500; 80,000 × 5 % + 1,500 (7.5 % = 6,000, less 10,000 out of the money)
    expect(value(initial).value).toBeCloseTo(2 * 9500, 8);
    expect(value(maintenance).value).toBeCloseTo(2 * 5500, 8);
    expect(value(initial).lacking?.map(({ reason }) => reason)).toEqual(['not-published']);
    expect([...violations(value(initial)), ...violations(value(maintenance))]).toEqual([]);
  });

  test('what the venue states answers in its place', () => {
    const figure = { asset: asset('USD'), at: input.asOf, source: 'account.json' };
    const stated = [
      { ...figure, name: 'initialMargin' as const, value: 21_000 },
      { ...figure, name: 'maintenanceMargin' as const, value: 12_000 },
    ];
    const answer = answerOf({ ...input, account: { ...input.account, stated } });
    expect(answer.name).toBe('As the venue states it');
    expect(value(answer.requirement.maintenance).value).toBe(12_000);
  });
});
