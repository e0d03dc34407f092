import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dydxMargin,
  dydxRequirement,
  initialFraction,
  type DydxPosition,
} from '../../../src/engine/margin/dydx.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { dydxPositionOf, dydxVectors } from './dydx-vectors.ts';

const scaled: DydxPosition = {
  market: 'BTC-USD',
  notional: 441_000_000n,
  openInterest: 0n,
  tier: {
    initial: 200_000n,
    maintenance: 500_000n,
    openInterestCaps: { lower: 1_000_000n, upper: 2_000_000n },
  },
  chosen: null,
};

test('the fraction at an open interest is rounded down', () => {
  // liquidity_tier_test.go: 1,234,567 between 1 and 2 million
  expect(initialFraction({ ...scaled, openInterest: 1_234_567n })).toBe(387_653n);
});

test('the fraction grows from its base to all of the notional, and no further', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 4_000_000n }), (openInterest) => {
      const here = initialFraction({ ...scaled, openInterest });
      const more = initialFraction({ ...scaled, openInterest: openInterest + 1n });
      expect(more).toBeGreaterThanOrEqual(here);
      expect(here).toBeGreaterThanOrEqual(200_000n);
      expect(here).toBeLessThanOrEqual(1_000_000n);
    }),
  );
});

test('what the user chose counts where it is more', () => {
  expect(initialFraction({ ...scaled, chosen: 300_000n })).toBe(300_000n);
  expect(initialFraction({ ...scaled, chosen: 100_000n })).toBe(200_000n);
});

test('a short needs what a long needs, and maintenance is at most initial', () => {
  for (const one of dydxVectors.cases) {
    const long = dydxPositionOf(one);
    const needed = dydxRequirement(long);
    expect(dydxRequirement({ ...long, notional: -long.notional })).toEqual(needed);
    expect(needed.maintenance).toBeLessThanOrEqual(needed.initial);
  }
});

test('a subaccount adds its positions, and its trees hold', () => {
  const positions = dydxVectors.cases.slice(0, 3).map(dydxPositionOf);
  const { equity, initial, maintenance } = dydxMargin(1_000_000_000n, positions);
  expect(initial.value).toBeCloseTo(38.885 + 21 + 0.38885, 9);
  expect(maintenance.value).toBeCloseTo(19.4425 + 10.5 + 0.194425, 9);
  expect(equity.value).toBeCloseTo(1000 + 3888.5 - 2100 + 38.885, 9);
  for (const tree of [equity, initial, maintenance]) expect(violations(tree)).toEqual([]);
});
