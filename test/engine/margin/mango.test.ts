import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mangoHealth } from '../../../src/engine/margin/mango/mango.ts';
import { mangoHealths, type MangoState } from '../../../src/engine/margin/mango/state.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { mangoVectors } from './mango-vectors.ts';

test.each(mangoVectors.cases)('$id', ({ state, initial, maintenance }) => {
  const found = mangoHealth(state, 'initial');
  expect(found.health).toBeCloseTo(initial, 6);
  expect(found.requirement.value).toBeCloseTo(-initial, 6);
  expect(violations(found.requirement)).toEqual([]);
  if (maintenance !== undefined) {
    expect(mangoHealth(state, 'maintenance').health).toBeCloseTo(maintenance, 6);
  }
});

const amount = fc.integer({ min: -200, max: 200 });
const reserved = fc.integer({ min: 0, max: 50 });
const [first] = mangoVectors.cases;
if (first === undefined) throw new Error('no case');
const basis = first.state;

const states = fc
  .tuple(amount, amount, amount, reserved, reserved, amount, amount)
  .map(([a, b, c, buy, sell, base, quote]): MangoState => {
    const balances = [a, b, c];
    return {
      tokens: basis.tokens.map((one, i) => ({ ...one, balance: balances[i] ?? 0 })),
      orders: basis.orders.map((one) => ({ ...one, reservedBase: sell, reservedQuote: buy })),
      perpetuals: basis.perpetuals.map((one) => ({ ...one, base, quote })),
    };
  });

describe('health', () => {
  test('an empty account has none, and no ratio', () => {
    const empty = {
      tokens: basis.tokens.map((one) => ({ ...one, balance: 0 })),
      orders: [],
      perpetuals: [],
    };
    for (const health of mangoHealths) {
      expect(mangoHealth(empty, health)).toMatchObject({ health: 0, ratio: null });
    }
  });

  test('for new risk is no more than where a liquidation ends, and that no more than maintenance', () => {
    fc.assert(
      fc.property(states, (state) => {
        const [initial = 0, end = 0, maintenance = 0] = mangoHealths.map(
          (health) => mangoHealth(state, health).health,
        );
        expect(initial).toBeLessThanOrEqual(end + 1e-9);
        expect(end).toBeLessThanOrEqual(maintenance + 1e-9);
      }),
    );
  });

  test('falls where the stable price is on the wrong side of the oracle', () => {
    fc.assert(
      fc.property(states, fc.double({ min: 0.5, max: 2, noNaN: true }), (state, factor) => {
        const strayed = {
          ...state,
          tokens: state.tokens.map((one) => ({ ...one, stable: one.oracle * factor })),
        };
        expect(mangoHealth(strayed, 'initial').health).toBeLessThanOrEqual(
          mangoHealth(state, 'initial').health + 1e-9,
        );
      }),
    );
  });

  test('a market of a token that is not there is said by name', () => {
    const lost = { ...basis, tokens: basis.tokens.slice(0, 1) };
    expect(() => mangoHealth(lost, 'initial')).toThrow('token2');
    const unsettled = { ...basis, tokens: basis.tokens.slice(1), orders: [] };
    expect(() => mangoHealth(unsettled, 'initial')).toThrow('token1');
  });
});
