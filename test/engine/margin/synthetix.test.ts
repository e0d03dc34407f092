import { describe, expect, test } from 'vitest';
import {
  synthetixMargin,
  type KeeperNumbers,
  type SynthetixPosition,
} from '../../../src/engine/margin/synthetix.ts';
import { violations } from '../../../src/engine/margin/tree.ts';

const keepers: KeeperNumbers = {
  flagCost: 10,
  liquidationCost: 20,
  leastProfit: 5,
  profitRatio: 0.3,
  largestReward: 1000,
  rewardScaling: 0.5,
  collateralReward: 0,
};

const position: SynthetixPosition = {
  market: 'BTC',
  size: -2,
  price: 30_000,
  entry: 29_700,
  windows: 1,
  numbers: {
    skewScale: 100,
    initialRatio: 2,
    leastInitialRatio: 0.01,
    maintenanceScalar: 0.5,
    leastPositionMargin: 1000,
    flagReward: 0.001,
  },
};

function rewardOf(collateral: number, one: Partial<SynthetixPosition>, of = keepers): number {
  const { initial } = synthetixMargin(collateral, [{ ...position, ...one }], of);
  expect(violations(initial)).toEqual([]);
  return initial.parts.at(-1)?.value ?? Number.NaN;
}

describe('the reward of keepers', () => {
  test('is the reward for flagging and gas', () => {
    // 0.1 % of 60,000, and 30 of gas: more than gas with its profit.
    expect(rewardOf(100_000, {})).toBeCloseTo(60 + 30, 9);
  });

  test('is at least gas with its profit', () => {
    const numbers = { ...position.numbers, flagReward: 0 };
    expect(rewardOf(100_000, { numbers })).toBeCloseTo(30 * 1.3, 9);
    expect(rewardOf(100_000, { numbers }, { ...keepers, profitRatio: 0 })).toBeCloseTo(35, 9);
  });

  test('is at most a share of the collateral', () => {
    expect(rewardOf(100, {})).toBeCloseTo(50, 9);
  });

  test('grows with the windows that a liquidation takes', () => {
    expect(rewardOf(100_000, { windows: 3 })).toBeCloseTo(90 + 2 * 20 * 1.3, 9);
  });

  test('follows the collateral where its reward is larger', () => {
    const ofCollateral = { ...keepers, collateralReward: 0.002 };
    expect(rewardOf(100_000, {}, ofCollateral)).toBeCloseTo(200 + 30, 9);
  });
});

test('an account without positions needs nothing', () => {
  const { equity, initial, maintenance } = synthetixMargin(500, [], keepers);
  expect([equity.value, initial.value, maintenance.value]).toEqual([500, 0, 0]);
});

test('the ratio grows with the size: twice the size needs more than twice as much', () => {
  const need = (size: number): number => {
    const numbers = { ...position.numbers, leastPositionMargin: 0, flagReward: 0 };
    const free = { ...keepers, flagCost: 0, liquidationCost: 0, leastProfit: 0 };
    return synthetixMargin(0, [{ ...position, size, numbers }], free).initial.value;
  };
  expect(need(4)).toBeGreaterThan(2 * need(2));
  expect(need(-4)).toBe(need(4));
});
