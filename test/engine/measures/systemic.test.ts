import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absorption } from '../../../src/engine/measures/systemic/absorption.ts';
import {
  criticalShock,
  liquidationCascade,
  type CascadeAccount,
} from '../../../src/engine/measures/systemic/cascade.ts';
import { fireSale } from '../../../src/engine/measures/systemic/fire-sale.ts';
import {
  checkLoss,
  quantileRegression,
} from '../../../src/engine/measures/systemic/quantile-regression.ts';

test('no line through two points has a smaller check loss than the quantile regression', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
        minLength: 2,
        maxLength: 15,
      }),
      fc.integer({ min: 1, max: 19 }),
      (points, twentieths) => {
        const p = twentieths / 20;
        const x = Float64Array.from(points, ([a]) => a);
        const y = Float64Array.from(points, ([, b]) => b);
        const least = checkLoss(x, y, p, quantileRegression(x, y, p));
        for (let i = 0; i < x.length; i++) {
          expect(least).toBeLessThanOrEqual(
            checkLoss(x, y, p, { intercept: y[i]!, slope: 0 }) + 1e-9,
          );
          for (let j = 0; j < i; j++) {
            if (x[i] === x[j]) continue;
            const slope = (y[i]! - y[j]!) / (x[i]! - x[j]!);
            const rival = { intercept: y[i]! - slope * x[i]!, slope };
            expect(least).toBeLessThanOrEqual(checkLoss(x, y, p, rival) + 1e-9);
          }
        }
      },
    ),
  );
});

describe('absorption', () => {
  test('of one common driver is all, of independent ones is their share', () => {
    const one = absorption(Float64Array.from([1, 1, 1, 1]), 2, 1);
    expect(one).toMatchObject({
      ok: true,
      value: { ratio: 1, effectiveRank: expect.closeTo(1, 12) },
    });
    const none = absorption(Float64Array.from([1, 0, 0, 1]), 2, 1);
    expect(none).toMatchObject({ ok: true, value: { ratio: 0.5, effectiveRank: 2 } });
  });

  test('of a market that stands still is a failure', () => {
    expect(absorption(new Float64Array(4), 2, 1)).toMatchObject({ ok: false });
  });
});

const account = (fields: Partial<CascadeAccount>): CascadeAccount => ({
  id: 'A',
  quantity: 1,
  entryPrice: 100,
  collateral: 10,
  maintenanceRate: 0,
  ...fields,
});

describe('liquidation cascade', () => {
  const market = { price: 100, shock: -0.2, depth: 10, liquidationFee: 0 };

  test('by hand: one account, closed at the mean of before and after', () => {
    const found = liquidationCascade([account({})], market);
    const after = 80 * Math.exp(-0.1);
    const fill = (80 + after) / 2;
    expect(found.rounds).toEqual([
      {
        accounts: ['A'],
        netQuantity: 1,
        priceBefore: 80,
        fill: expect.closeTo(fill, 12),
        priceAfter: expect.closeTo(after, 12),
        // Equity at the fill: 10 + fill − 100.
        shortfall: expect.closeTo(90 - fill, 12),
      },
    ]);
    expect(found.amplification).toBeCloseTo((1 - after / 100) / 0.2, 12);
  });

  test('without anybody in reach is the shock alone', () => {
    const found = liquidationCascade([account({ collateral: 1000 })], market);
    expect(found).toMatchObject({ rounds: [], finalPrice: 80, liquidated: 0 });
    expect(found.amplification).toBeCloseTo(1, 12);
    expect(liquidationCascade([], { ...market, shock: 0 }).amplification).toBeNull();
  });

  test('begins where the first account is hit', () => {
    // Equity 10 − 100 s < 0: hit by any fall beyond a tenth.
    expect(criticalShock([account({})], market, 1.001)).toBeCloseTo(-0.1, 9);
    expect(criticalShock([account({ collateral: 1000 })], market, 1.001)).toBeNull();
  });

  test('closes nobody twice, and a deeper market never ends lower', () => {
    const accounts = fc.array(
      fc.record({
        id: fc.uuid(),
        quantity: fc.integer({ min: 1, max: 20 }),
        entryPrice: fc.integer({ min: 80, max: 120 }),
        collateral: fc.integer({ min: 0, max: 400 }),
        maintenanceRate: fc.constant(0.01),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(accounts, (longs) => {
        const found = liquidationCascade(longs, market);
        const closed = found.rounds.flatMap((round) => round.accounts);
        expect(new Set(closed).size).toBe(closed.length);
        expect(closed).toHaveLength(found.liquidated);
        const deeper = liquidationCascade(longs, { ...market, depth: 1000 });
        expect(deeper.finalPrice).toBeGreaterThanOrEqual(found.finalPrice - 1e-9);
      }),
    );
  });
});

test('fire sales by hand: two members, one asset', () => {
  // Each holds 100, debt equal to equity; a fall of 10 % makes both sell 10 at 0.001 each.
  const found = fireSale({
    weights: Float64Array.from([1, 1]),
    assets: Float64Array.from([100, 100]),
    leverage: Float64Array.from([1, 1]),
    impact: Float64Array.from([0.001]),
    shock: Float64Array.from([-0.1]),
  });
  expect([...found.directLosses]).toEqual([10, 10]);
  expect([...found.sales]).toEqual([10, 10]);
  expect(found.priceImpacts[0]).toBeCloseTo(-0.02, 12);
  expect(found.secondLosses[0]).toBeCloseTo(2, 12);
  expect(found.aggregateVulnerability).toBeCloseTo(4 / 100, 12);
});
