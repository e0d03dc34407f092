import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driftLiquidationPrice, driftMargin } from '../../../src/engine/margin/drift/drift.ts';
import { baseToLiquidate, largestShare } from '../../../src/engine/margin/drift/liquidation.ts';
import {
  assetWeight,
  sizedWeight,
  scaledWeight,
} from '../../../src/engine/margin/drift/weights.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { driftState, driftVectors } from './drift-vectors.ts';

const { ratios, liquidations, account } = driftVectors;

test.each(ratios.cases)('ratios of a position of $size', ({ size, initial, maintenance }) => {
  const tenThousandths = (ratio: number): number =>
    Math.floor(sizedWeight(ratio / 1e4, ratios.imf, size) * 1e4 + 1e-9);
  expect(tenThousandths(ratios.initial)).toBe(initial);
  expect(tenThousandths(ratios.maintenance)).toBe(maintenance);
});

test.each(liquidations)('base to liquidate with the quote at $quotePrice', ({ base, ...of }) => {
  expect(baseToLiquidate({ ...of, liquidatorFee: 0, insuranceFee: 0 })).toBeCloseTo(base, 8);
});

test('the published account', () => {
  const state = driftState();
  const initial = driftMargin(state, 'initial');
  const maintenance = driftMargin(state, 'maintenance');
  expect(initial.requirement.value).toBeCloseTo(account.initial, 12);
  expect(maintenance.requirement.value).toBeCloseTo(account.maintenance, 12);
  const free = maintenance.collateral.value - maintenance.requirement.value;
  const [perpetual] = state.perpetuals;
  expect(perpetual && driftLiquidationPrice(perpetual, free)).toBeCloseTo(
    account.liquidationPrice,
    6,
  );
});

describe('an account', () => {
  const amount = fc.double({ min: -50, max: 50, noNaN: true });

  test('needs no less for new risk than to be kept, whatever it holds', () => {
    fc.assert(
      fc.property(amount, amount, (usdc, base) => {
        const state = driftState({ usdc, base });
        const [initial, maintenance] = (['initial', 'maintenance'] as const).map((need) =>
          driftMargin(state, need),
        );
        expect(maintenance?.requirement.value).toBeLessThanOrEqual(
          (initial?.requirement.value ?? Number.NaN) + 1e-12,
        );
        for (const one of [initial, maintenance]) {
          expect(one && [...violations(one.collateral), ...violations(one.requirement)]).toEqual(
            [],
          );
        }
      }),
    );
  });

  test('is at its requirement at its liquidation price', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 40, noNaN: true }), amount, (usdc, base) => {
        const state = driftState({ usdc, base });
        const found = driftMargin(state, 'maintenance');
        const [perpetual] = state.perpetuals;
        if (perpetual === undefined || Math.abs(base) < 1e-3) return;
        const at = driftLiquidationPrice(
          perpetual,
          found.collateral.value - found.requirement.value,
        );
        if (at === null) return;
        const moved = { ...perpetual, price: at, unrealised: base * (at - perpetual.price) };
        const then = driftMargin({ ...state, perpetuals: [moved] }, 'maintenance');
        expect(then.collateral.value - then.requirement.value).toBeCloseTo(0, 6);
      }),
    );
  });

  test('of a profit only its share counts, of a loss all', () => {
    const collateral = (unrealised: number): number => {
      const state = driftState({ usdc: 0 });
      const perpetuals = state.perpetuals.map((one) => ({
        ...one,
        unrealised,
        profitWeight: { initial: 0.5, maintenance: 1 },
      }));
      return driftMargin({ ...state, perpetuals }, 'initial').collateral.value;
    };
    expect(collateral(10)).toBe(5);
    expect(collateral(-10)).toBe(-10);
  });
});

test('a deposit counts less as it grows, and as its market fills', () => {
  expect(assetWeight(0.9, 0, 1e9)).toBe(0.9);
  expect(assetWeight(0.9, 0.001, 1e6)).toBeCloseTo(0.55, 12);
  expect(scaledWeight(0.8, 200, 100)).toBe(0.4);
  expect(scaledWeight(0.8, 100, 100)).toBe(0.8);
});

test('a small shortage goes at once, a large one slot by slot', () => {
  const pace = { first: 0.1, duration: 100, small: 50 };
  expect(largestShare(49, 0, 0, pace)).toBe(1);
  expect(largestShare(100, 0, 0, pace)).toBeCloseTo(0.1, 12);
  expect(largestShare(100, 50, 0, pace)).toBeCloseTo(0.6, 12);
  // 60 of 100 may be free by now; 20 are
  expect(largestShare(80, 50, 20, pace)).toBeCloseTo(0.5, 12);
  expect(
    baseToLiquidate({
      shortage: 1,
      marginRatio: 0.05,
      liquidatorFee: 0.1,
      insuranceFee: 0,
      price: 1,
      quotePrice: 1,
    }),
  ).toBeNull();
});
