import { describe, expect, test } from 'vitest';
import {
  deriveStandardMargin,
  type StandardMarket,
  type StandardState,
} from '../../../src/engine/margin/derive/standard.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { DeriveOption } from '../../../src/engine/model/derive-numbers.ts';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import { marketOf, standardVectors, testNumbers } from './derive-standard-vectors.ts';

const seconds = 30 * 86_400;
const years = 30 / 365;

/** A call that is worth `mark` on the forward; the examples state marks, not volatilities. */
function callWorth(mark: number, strike: number, forward: number, quantity: number): DeriveOption {
  let [low, high] = [0, 10];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    const value = undiscountedBlack('call', forward, strike, middle * Math.sqrt(years));
    if (value < mark) low = middle;
    else high = middle;
  }
  return { seconds, strike, right: 'call', quantity, volatility: (low + high) / 2 };
}

const numbers = {
  ...testNumbers,
  option: {
    ...testNumbers.option,
    initialFloor: 0.13,
    maintenanceCall: 0.09,
    maintenancePut: 0.09,
    maintenancePutMark: 0.09,
  },
};

const market = (
  underlying: string,
  spot: number,
  options: readonly DeriveOption[],
): StandardMarket => ({
  underlying,
  spot,
  options,
  expiries: [{ seconds, forward: spot, settlement: null }],
  perpetual: null,
  numbers,
});

function health(state: StandardState): { readonly initial: number; readonly maintenance: number } {
  const { initial, maintenance } = deriveStandardMargin(state);
  for (const { equity, requirement } of [initial, maintenance]) {
    expect([...violations(equity), ...violations(requirement)]).toEqual([]);
  }
  return {
    initial: initial.equity.value - initial.requirement.value,
    maintenance: maintenance.equity.value - maintenance.requirement.value,
  };
}

// docs.derive.xyz, Standard Margin, worked examples.
describe('the examples of the documentation', () => {
  const spreadOf8 = market('ETH', 2100, [
    callWorth(425, 1700, 2100, -8),
    callWorth(250, 1900, 2100, 8),
  ]);
  const perpetual = { quantity: 7, price: 28_000, confidence: 1, unsettled: 0 };
  const bitcoin: StandardMarket = {
    ...market('BTC', 28_000, []),
    expiries: [],
    perpetual,
  };

  test('V-SRM-D1: three short calls', () => {
    const state = {
      cash: 2000,
      stable: 1,
      markets: [market('ETH', 1900, [callWorth(120, 1800, 1900, -3)])],
      collateral: [],
    };
    const { initial, maintenance } = health(state);
    expect(initial).toBeCloseTo(785, 6);
    expect(maintenance).toBeCloseTo(1127, 6);
  });

  test('V-SRM-D2: a spread loses no more than its width', () => {
    const state = { cash: 2000, stable: 1, markets: [spreadOf8], collateral: [] };
    const { initial, maintenance } = health(state);
    expect(initial).toBeCloseTo(400, 6);
    expect(maintenance).toBeCloseTo(400, 6);
  });

  test('V-SRM-D3: with a perpetual', () => {
    const state = { cash: 25_000, stable: 1, markets: [spreadOf8, bitcoin], collateral: [] };
    const { initial, maintenance } = health(state);
    expect(initial).toBeCloseTo(3800, 6);
    expect(maintenance).toBeCloseTo(10_660, 6);
  });

  test('V-SRM-D4: the stablecoin at 0.70 and a feed at half its confidence', () => {
    const doubted: StandardMarket = { ...bitcoin, perpetual: { ...perpetual, confidence: 0.5 } };
    const state = { cash: 25_000, stable: 0.7, markets: [spreadOf8, doubted], collateral: [] };
    const { initial, maintenance } = health(state);
    expect(initial).toBeCloseTo(-217_624, 6);
    expect(maintenance).toBeCloseTo(10_660, 6);
  });
});

test('collateral counts less for initial margin', () => {
  const state = {
    cash: 0,
    stable: 1,
    markets: [market('ETH', 2000, [])],
    collateral: [{ name: 'ETH', amount: 2, price: 2000, factor: 0.8, initialScale: 0.9375 }],
  };
  const { initial, maintenance } = health(state);
  expect(maintenance).toBeCloseTo(3200, 9);
  expect(initial).toBeCloseTo(3000, 9);
});

test('every tree of the protocol’s own tests holds, and maintenance is at most initial', () => {
  for (const one of standardVectors.cases) {
    const markets = [marketOf(one, 'ETH'), marketOf(one, 'BTC')];
    const { initial, maintenance } = health({ cash: 0, stable: 1, markets, collateral: [] });
    expect(maintenance).toBeGreaterThanOrEqual(initial - 1e-9);
  }
});
