import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  paradexMargin,
  type ParadexNumbers,
  type ParadexPosition,
} from '../../../src/engine/margin/paradex.ts';
import { violations } from '../../../src/engine/margin/tree.ts';

const numbers: ParadexNumbers = {
  scenarios: [
    { move: -0.16, volatility: 0.4, weight: 1 },
    { move: 0.16, volatility: 0.4, weight: 1 },
    { move: 0, volatility: 0.4, weight: 1 },
    { move: 0, volatility: -0.22, weight: 1 },
    { move: -0.66, volatility: 0.4, weight: 0.24 },
    { move: 5, volatility: 0.4, weight: 0.032 },
  ],
  term: { pivotDays: 30, shortPower: 0.3, longPower: 0.13, fewestDays: 1 },
  netRate: 0.02,
  hedgedRate: 0.01,
  maintenanceShare: 0.5,
};

const perpetual = (quantity: number): ParadexPosition => ({
  name: 'perpetual',
  quantity,
  option: null,
});
const option = (
  quantity: number,
  right: 'call' | 'put' = 'call',
  strike = 100,
): ParadexPosition => ({
  name: 'option',
  quantity,
  option: { right, strike, days: 30, volatility: 0.6 },
});

function initial(positions: readonly ParadexPosition[], provisions = 0): number {
  const found = paradexMargin(positions, 100, numbers, provisions);
  expect([...violations(found.initial), ...violations(found.maintenance)]).toEqual([]);
  return found.initial.value;
}

describe('Paradex portfolio margin', () => {
  test('of a perpetual is the edge of the grid: the tails weigh as much', () => {
    // source: docs.paradex.trade: 16 % at the edge, −66 % weighs 24 %, +500 % weighs 3.2 %
    expect(initial([perpetual(-1)])).toBeCloseTo(16, 9);
    expect(initial([perpetual(1)])).toBeCloseTo(16, 9);
  });

  test('of a hedge is the charge on its delta, by hand', () => {
    expect(initial([perpetual(3), perpetual(-3)])).toBeCloseTo(3 * 100 * 0.01, 9);
    expect(initial([])).toBe(0);
  });

  test('maintenance is half of it, and provisions are whole in both', () => {
    const { initial: first, maintenance } = paradexMargin([perpetual(1)], 100, numbers, 3);
    expect(first.value).toBeCloseTo(19, 9);
    expect(maintenance.value).toBeCloseTo(11, 9);
  });

  test('a long option needs no more than it is worth and its delta’s charge', () => {
    const quantity = fc.integer({ min: 1, max: 20 });
    const strike = fc.integer({ min: 70, max: 140 });
    fc.assert(
      fc.property(
        quantity,
        strike,
        fc.constantFrom('call' as const, 'put' as const),
        (q, k, right) => {
          const worth = Math.max(right === 'call' ? 100 - k : k - 100, 0) + 25;
          expect(initial([option(q, right, k)])).toBeLessThanOrEqual(q * Math.max(worth, 2));
        },
      ),
    );
  });

  test('an offset never raises the scan, and together is no more than apart', () => {
    const quantity = fc.integer({ min: -10, max: 10 });
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        const one = [perpetual(a), option(b)];
        const two = [option(-b, 'put', 90)];
        expect(initial([...one, ...two])).toBeLessThanOrEqual(initial(one) + initial(two) + 1e-9);
      }),
    );
  });
});
