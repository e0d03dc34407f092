import * as fc from 'fast-check';
import { undiscountedBlack } from '../../src/engine/pricing/black.ts';
import type { UnitValue } from '../../src/engine/revaluation/unit-value.ts';
import type { GroupHolding } from '../../src/engine/scenarios/compiled/compiled-book.ts';
import type { ScenarioSet } from '../../src/engine/scenarios/scenario-set.ts';
import { asset, type Asset } from '../../src/engine/values/ids.ts';

/** The first two are underlyings, all three settle. */
export const generatedAssets: readonly Asset[] = ['BTC', 'ETH', 'USDT'].map((code) => asset(code));
export const GENERATED_GROUPS = 4;

export const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });

const option = fc
  .record({
    payoff: fc.constantFrom('linear' as const, 'inverse' as const),
    right: fc.constantFrom('call' as const, 'put' as const),
    scale: between(0.1, 10),
    forward: fc.constantFrom(90, 100, 101.5),
    strike: fc.constantFrom(80, 100, 120),
    volatility: between(0, 1.5),
    years: between(0, 1),
  })
  .map((of): UnitValue => {
    const deviation = of.volatility * Math.sqrt(of.years);
    const base = undiscountedBlack(of.right, of.forward, of.strike, deviation);
    return { kind: 'option', ...of, base };
  });

const value: fc.Arbitrary<UnitValue> = fc.oneof(
  option,
  fc
    .tuple(
      fc.constantFrom('linear' as const, 'inverse' as const, 'quanto' as const, 'held' as const),
      between(-100, 100),
    )
    .map(([kind, slope]): UnitValue => ({ kind, slope })),
);

const holding = (key: number): fc.Arbitrary<GroupHolding> =>
  fc
    .tuple(
      fc.constantFrom(0, 1),
      fc.constantFrom(0, 1, 2),
      value,
      between(-20, 20),
      fc.nat(GENERATED_GROUPS - 1),
    )
    .map(([underlying, settlement, of, quantity, group]) => ({
      unit: {
        key: String(key),
        underlying: generatedAssets[underlying]!,
        settlement: generatedAssets[settlement]!,
        value: of,
      },
      quantity,
      group,
    }));

/** Holdings of four groups in every kind of contract. */
export const generatedHoldings: fc.Arbitrary<readonly GroupHolding[]> = fc
  .integer({ min: 1, max: 25 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => holding(i))));

/** Scenarios of the three assets, prices and volatilities. */
export const generatedSet: fc.Arbitrary<ScenarioSet> = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc
    .tuple(
      fc.array(between(0.4, 2), { minLength: 3 * n, maxLength: 3 * n }),
      fc.array(between(0.5, 2), { minLength: 3 * n, maxLength: 3 * n }),
    )
    .map(([prices, volatilities]): ScenarioSet => ({
      kind: 'stress',
      labels: Array.from({ length: n }, (_, s) => `${s}`),
      assets: generatedAssets,
      prices: Float64Array.from(prices),
      volatilities: Float64Array.from(volatilities),
    })),
);

/** Largest P&L that could be meant, to compare against: what rounding is relative to. */
export const sizeOf = ({ unit, quantity }: GroupHolding): number =>
  Math.abs(quantity) * (unit.value.kind === 'option' ? 5_000 : 300);
