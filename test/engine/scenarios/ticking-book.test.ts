import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import { strictKernel } from '../../../src/engine/revaluation/kernel/kernels.ts';
import type { UnitValue } from '../../../src/engine/revaluation/unit-value.ts';
import { blockOf, blockPnl } from '../../../src/engine/scenarios/compiled/block-pnl.ts';
import {
  compileBook,
  type GroupHolding,
} from '../../../src/engine/scenarios/compiled/compiled-book.ts';
import { interpolatedBook } from '../../../src/engine/scenarios/compiled/interpolated.ts';
import { tickingBook } from '../../../src/engine/scenarios/compiled/ticking-book.ts';
import {
  between,
  GENERATED_GROUPS,
  generatedAssets,
  generatedHoldings,
  generatedSet,
  sizeOf,
} from '../../support/generated-book.ts';

/** The contract after its underlying has moved for good, as it would be compiled anew. */
function movedValue(value: UnitValue, k: number): UnitValue {
  switch (value.kind) {
    case 'inverse':
      return value;
    case 'option': {
      const forward = value.forward * k;
      const deviation = value.volatility * Math.sqrt(value.years);
      return {
        ...value,
        forward,
        base: undiscountedBlack(value.right, forward, value.strike, deviation),
      };
    }
    default:
      return { ...value, slope: value.slope * k };
  }
}

const moved = (held: readonly GroupHolding[], underlying: string, k: number): GroupHolding[] =>
  held.map((one) =>
    one.unit.underlying === underlying
      ? { ...one, unit: { ...one.unit, value: movedValue(one.unit.value, k) } }
      : one,
  );

const kernel = strictKernel();
const tolerance = (held: readonly GroupHolding[]): number =>
  1e-14 * held.reduce((all, one) => all + sizeOf(one), 1);

describe('a book that ticks', () => {
  test('is the book compiled anew at the new price', () => {
    const ticks = fc.array(fc.tuple(fc.constantFrom(0, 1), between(0.8, 1.25)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(generatedHoldings, generatedSet, ticks, (held, set, moves) => {
        const block = blockOf(set, 0, set.labels.length);
        const ticking = tickingBook(compileBook(held, GENERATED_GROUPS), block, kernel);
        const last = new Map<string, number>();
        for (const [which, factor] of moves) {
          const underlying = generatedAssets[which]!;
          ticking.tick(underlying, factor);
          last.set(underlying, factor);
        }
        let anew: readonly GroupHolding[] = held;
        for (const [underlying, factor] of last) anew = moved(anew, underlying, factor);
        const expected = blockPnl(compileBook(anew, GENERATED_GROUPS), block, kernel);
        expected.forEach((pnl, i) => {
          expect(Math.abs(ticking.groups[i]! - pnl)).toBeLessThanOrEqual(tolerance(held));
        });
        for (let s = 0; s < block.count; s++) {
          let sum = 0;
          for (let g = 0; g < GENERATED_GROUPS; g++) sum += expected[g * block.count + s]!;
          expect(Math.abs(ticking.total[s]! - sum)).toBeLessThanOrEqual(tolerance(held));
        }
      }),
    );
  });

  test('gathers no rounding however long it ticks', () => {
    const [held = []] = fc.sample(generatedHoldings, { numRuns: 1, seed: 7 });
    const [set] = fc.sample(generatedSet, { numRuns: 1, seed: 8 });
    if (set === undefined) throw new Error('no set');
    const block = blockOf(set, 0, set.labels.length);
    const book = compileBook(held, GENERATED_GROUPS);
    const ticking = tickingBook(book, block, kernel);
    for (let i = 0; i < 2_000; i++) {
      ticking.tick(generatedAssets[i % 2]!, 1 + 0.1 * Math.sin(i * 1.3));
    }
    for (const underlying of generatedAssets) ticking.tick(underlying, 1);
    const fresh = blockPnl(book, block, kernel);
    fresh.forEach((pnl, i) => {
      expect(Math.abs(ticking.groups[i]! - pnl)).toBeLessThanOrEqual(tolerance(held));
    });
  });
});

describe('an interpolated book', () => {
  test('is exact at the price it was made at and at both ends of its reach', () => {
    fc.assert(
      fc.property(generatedHoldings, generatedSet, (held, set) => {
        const block = blockOf(set, 0, set.labels.length);
        const underlying = generatedAssets[0]!;
        const of = compileBook(held, GENERATED_GROUPS);
        const near = interpolatedBook(of, underlying, block, 0.01, kernel);
        for (const factor of [1, 1.01, 1 / 1.01]) {
          const book = compileBook(moved(held, underlying, factor), GENERATED_GROUPS);
          const exact = blockPnl(book, block, kernel);
          near.move(factor);
          const total = new Float64Array(block.count);
          exact.forEach((pnl, i) => {
            total[i % block.count]! += pnl;
          });
          near.affected.forEach((group, a) => {
            for (let s = 0; s < block.count; s++) {
              const gap = near.groups[a * block.count + s]! - exact[group * block.count + s]!;
              expect(Math.abs(gap)).toBeLessThanOrEqual(10 * tolerance(held));
            }
          });
          total.forEach((pnl, s) => {
            expect(Math.abs(near.total[s]! - pnl)).toBeLessThanOrEqual(10 * tolerance(held));
          });
        }
      }),
    );
  });

  test('states an error that full revaluation confirms, and that grows with the reach', () => {
    const option = (strike: number): GroupHolding => ({
      unit: {
        key: String(strike),
        underlying: generatedAssets[0]!,
        settlement: generatedAssets[2]!,
        value: movedValue(
          {
            kind: 'option',
            payoff: 'linear',
            right: 'call',
            scale: 1,
            forward: 100,
            strike,
            volatility: 0.5,
            years: 0.05,
            base: 0,
          },
          1,
        ),
      },
      quantity: 1,
      group: 0,
    });
    const held = [option(95), option(105)];
    const set = {
      kind: 'stress' as const,
      labels: ['fall', 'rise'],
      assets: generatedAssets,
      prices: Float64Array.from([0.95, 1.06, 1, 1, 1, 1]),
      volatilities: new Float64Array(6).fill(1),
    };
    const block = blockOf(set, 0, 2);
    const near = (reach: number): number =>
      interpolatedBook(compileBook(held, 1), generatedAssets[0]!, block, reach, kernel).error;
    expect(near(0.002)).toBeLessThan(1e-4);
    expect(near(0.05)).toBeGreaterThan(near(0.002));
  });
});
