import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { violations } from '../../../src/engine/margin/tree.ts';
import { spreadMargin, type SpreadPosition } from '../../../src/engine/margin/zeta/spread.ts';
import { zetaMargin, type ZetaPosition } from '../../../src/engine/margin/zeta/zeta.ts';
import { zetaVectors } from './zeta-vectors.ts';

test.each(zetaVectors.cases)('$id', ({ state, initial, maintenance }) => {
  const found = zetaMargin(state);
  expect(found.initial.value).toBeCloseTo(initial, 12);
  expect(found.maintenance.value).toBeCloseTo(maintenance, 12);
  expect(violations(found.initial)).toEqual([]);
});

const [first] = zetaVectors.cases;
if (first === undefined) throw new Error('no case');
const { spot, rates } = first.state;

const option = fc.record({
  right: fc.constantFrom('call' as const, 'put' as const),
  strike: fc.double({ min: 1, max: 60, noNaN: true }),
  mark: fc.double({ min: 0, max: 30, noNaN: true }),
});
const positions: fc.Arbitrary<ZetaPosition> = fc.record({
  product: fc.record({ name: fc.constant('contract'), option: fc.option(option) }),
  size: fc.integer({ min: -50, max: 50 }),
  bids: fc.nat(50),
  asks: fc.nat(50),
});
const books = fc.array(positions, { maxLength: 8 });
const initialOf = (held: readonly ZetaPosition[], concession: number | null = null): number =>
  zetaMargin({ spot, rates, positions: held, concession }).initial.value;

describe('a margin account', () => {
  test('that holds nothing needs nothing', () => expect(initialOf([])).toBe(0));

  test('needs no less at first than later', () => {
    fc.assert(
      fc.property(books, (held) => {
        const { initial, maintenance } = zetaMargin({
          spot,
          rates,
          positions: held,
          concession: null,
        });
        expect(maintenance.value).toBeLessThanOrEqual(initial.value + 1e-9);
      }),
    );
  });

  test('needs no less with an order more', () => {
    fc.assert(
      fc.property(books, fc.nat(9), (held, more) => {
        const larger = held.map((one) => ({ ...one, bids: one.bids + more }));
        expect(initialOf(larger)).toBeGreaterThanOrEqual(initialOf(held) - 1e-9);
      }),
    );
  });

  test('of a market maker without concession holds positions at maintenance margin', () => {
    fc.assert(
      fc.property(books, (held) => {
        const state = { spot, rates, positions: held, concession: 0 };
        expect(initialOf(held, 0)).toBeCloseTo(zetaMargin(state).maintenance.value, 9);
      }),
    );
  });
});

const spread = fc
  .array(
    fc.record({
      right: fc.constantFrom('call' as const, 'put' as const),
      strike: fc.nat(40),
      size: fc.integer({ min: -5, max: 5 }),
      cost: fc.nat(30),
    }),
    { maxLength: 6 },
  )
  .map((some): readonly SpreadPosition[] => {
    const sold = some
      .filter(({ right }) => right === 'call')
      .reduce((net, { size }) => net - size, 0);
    return [...some, { right: 'call', strike: 41, size: Math.max(0, sold), cost: 0 }];
  });

describe('a spread account', () => {
  test('is asked for what a bull spread cost', () => {
    const bull: readonly SpreadPosition[] = [
      { right: 'call', strike: 20, size: 1, cost: 3 },
      { right: 'call', strike: 25, size: -1, cost: 1 },
    ];
    expect(spreadMargin('June', bull).value).toBe(2);
  });

  test('loses no more at any price than it is asked for', () => {
    fc.assert(
      fc.property(spread, fc.double({ min: 0, max: 200, noNaN: true }), (held, at) => {
        const pnl = held.reduce((all, { right, strike, size, cost }) => {
          const paid = size > 0 ? cost : -cost;
          return all + size * Math.max(0, right === 'call' ? at - strike : strike - at) - paid;
        }, 0);
        expect(-pnl).toBeLessThanOrEqual(spreadMargin('June', held).value + 1e-9);
      }),
    );
  });

  test('may not sell more calls than it bought', () => {
    const naked: readonly SpreadPosition[] = [{ right: 'call', strike: 20, size: -2, cost: 3 }];
    expect(() => spreadMargin('June', naked)).toThrow('2 more calls');
  });
});
