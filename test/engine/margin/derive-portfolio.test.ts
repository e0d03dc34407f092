import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import { derivePortfolioMargin } from '../../../src/engine/margin/derive/portfolio.ts';
import { scenarioParts } from '../../../src/engine/margin/derive/scenario-loss.ts';
import { heldExpiries, type DeriveState } from '../../../src/engine/margin/derive/state.ts';
import { staticDiscounts } from '../../../src/engine/margin/derive/valuation.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import {
  deriveNumbersOf,
  deriveStateOf,
  deriveVectors,
  type DeriveCase,
} from './derive-vectors.ts';

const found = (id: number): DeriveCase => {
  const one = deriveVectors.cases.find((of) => of.id === id);
  if (one === undefined) throw new Error(`no case ${id}`);
  return one;
};
const spread = found(18);
const numbers = deriveNumbersOf(spread);
const state = deriveStateOf(spread);

function labelled(of: MarginNode, label: string): MarginNode {
  const all = (one: MarginNode): readonly MarginNode[] => [one, ...one.parts.flatMap(all)];
  const node = all(of).find((one) => one.label === label);
  if (node === undefined) throw new Error(`no node "${label}"`);
  return node;
}

describe('a call spread of the protocol’s own tests, figure by figure', () => {
  const margin = derivePortfolioMargin(state, numbers);

  test.each(deriveVectors.scenarioPnl.rows)(
    'P&L at spot × %d, volatility %s',
    (spot, move, pnl) => {
      const scenario = numbers.scenarios.find(
        (one) => one.spot === Number(spot.toFixed(3)) && one.volatility === move,
      );
      if (scenario === undefined) throw new Error('no such scenario');
      const parts = scenarioParts(state, scenario, numbers);
      expect(parts.reduce((total, part) => total + part.pnl, 0)).toBeCloseTo(pnl, 8);
    },
  );

  test('mark to market, worst scenario and contingencies', () => {
    expect(margin.markToMarket).toBeCloseTo(-0.1944703408568294, 12);
    const worst = labelled(margin.initial, 'Worst loss');
    expect(worst.value).toBeCloseTo(22.15596034331399, 10);
    expect(worst.scenario).toBe('price +18 %, volatility up');
    expect(labelled(worst, 'Forward contingency').value).toBeCloseTo(0.18719471531829726, 12);
    expect(labelled(worst, 'price +100 %, volatility up').value).toBeCloseTo(6.016806447312971, 10);
    const tilted = Math.max(
      labelled(worst, 'skew linear').value,
      labelled(worst, 'skew absolute').value,
    );
    expect(tilted).toBeCloseTo(0.42564850725437114, 10);
    expect(labelled(margin.initial, 'Contingency').value).toBeCloseTo(8.0448089553, 9);
    expect(labelled(margin.initial, 'Initial contingency').value).toBeCloseTo(5.3632059702, 9);
  });

  test('static discounts', () => {
    const [expiry] = heldExpiries(state);
    if (expiry === undefined) throw new Error('no expiry is held');
    const { positive, negative } = staticDiscounts(expiry, numbers);
    expect(positive).toBeCloseTo(0.9445087287221925, 12);
    expect(negative).toBeCloseTo(1.0037878445554764, 12);
  });
});

test('every tree holds', () => {
  for (const one of deriveVectors.cases) {
    const margin = derivePortfolioMargin(deriveStateOf(one), deriveNumbersOf(one));
    for (const tree of [margin.equity, margin.initial, margin.maintenance]) {
      expect(violations(tree)).toEqual([]);
    }
  }
});

describe('laws', () => {
  const flat: DeriveState = { ...state, options: [], cash: 1000 };
  const anOption = fc.record({
    seconds: fc.constant(794_852),
    strike: fc.integer({ min: 1000, max: 6000 }),
    right: fc.constantFrom('call' as const, 'put' as const),
    quantity: fc.integer({ min: -5, max: 5 }),
    volatility: fc.double({ min: 0.2, max: 2, noNaN: true }),
  });
  const books = fc.array(anOption, { minLength: 1, maxLength: 6 });

  test('a flat book needs nothing', () => {
    const margin = derivePortfolioMargin(flat, numbers);
    expect([margin.initial.value, margin.maintenance.value]).toEqual([0, 0]);
    expect(margin.equity.value).toBe(1000);
  });

  test('maintenance is at most initial', () => {
    fc.assert(
      fc.property(books, (options) => {
        const margin = derivePortfolioMargin({ ...state, options }, numbers);
        expect(margin.maintenance.value).toBeLessThanOrEqual(margin.initial.value + 1e-9);
      }),
    );
  });

  test('the order of positions does not matter, and a position may be split', () => {
    fc.assert(
      fc.property(books, (options) => {
        const split = options.flatMap((one) => [
          { ...one, quantity: one.quantity / 2 },
          { ...one, quantity: one.quantity / 2 },
        ]);
        const whole = derivePortfolioMargin({ ...state, options }, numbers).initial.value;
        const other = derivePortfolioMargin({ ...state, options: split.toReversed() }, numbers);
        expect(Math.abs(other.initial.value - whole)).toBeLessThanOrEqual(1e-9 * (1 + whole));
      }),
    );
  });

  test('twice the book needs twice as much', () => {
    fc.assert(
      fc.property(books, (options) => {
        const doubled = options.map((one) => ({ ...one, quantity: 2 * one.quantity }));
        const once = derivePortfolioMargin({ ...state, options }, numbers).initial.value;
        const twice = derivePortfolioMargin({ ...state, options: doubled }, numbers).initial.value;
        expect(Math.abs(twice - 2 * once)).toBeLessThanOrEqual(1e-9 * (1 + twice));
      }),
    );
  });
});
