import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logMoneyness } from '../../../src/engine/pricing/black.ts';
import type { Kernel } from '../../../src/engine/revaluation/kernel/kernel.ts';
import { relaxedKernel, strictKernel } from '../../../src/engine/revaluation/kernel/kernels.ts';
import { typescriptKernel } from '../../../src/engine/revaluation/kernel/typescript-kernel.ts';
import { codeFile, kernelBuilds, kernelCode } from '../../perf/kernel-code.ts';

test.each(kernelBuilds)('the %s module is what its source compiles to', (build) => {
  expect(readFileSync(codeFile(build), 'utf8')).toBe(kernelCode(build));
});

test('this host runs the compiled kernels, so that they are what is tested', () => {
  expect([strictKernel().name, relaxedKernel().name]).toEqual(['strict', 'relaxed']);
});

type Row = { forward: number; strike: number; deviation: number; right: 'call' | 'put' };

const rowsOf = (rows: readonly Row[]): Float64Array =>
  Float64Array.from(
    rows.flatMap(({ forward, strike, deviation, right }) => [
      forward,
      logMoneyness(forward, strike),
      strike,
      deviation,
      right === 'call' ? 1 : -1,
    ]),
  );

type Scenario = { factor: number; volatility: number };

function valuesOf(kernel: Kernel, rows: readonly Row[], moves: readonly Scenario[]): number[][] {
  const found: number[][] = [];
  kernel.price(
    rowsOf(rows),
    {
      count: moves.length,
      factors: Float64Array.from(moves, ({ factor }) => factor),
      volatilities: Float64Array.from(moves, ({ volatility }) => volatility),
    },
    (row, values) => {
      found[row] = [...values];
    },
  );
  return found;
}

const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });
const right = fc.constantFrom('call' as const, 'put' as const);
const row: fc.Arbitrary<Row> = fc.record({
  forward: between(0.5, 200),
  strike: between(0.5, 200),
  deviation: fc.oneof(between(1e-6, 3), fc.constant(0), between(3, 40)),
  right,
});
const scenario: fc.Arbitrary<Scenario> = fc.record({
  factor: fc.oneof(between(0.3, 3), fc.constant(1), between(1e-3, 100)),
  volatility: fc.oneof(between(0.2, 3), fc.constant(0), fc.constant(1)),
});
const rows = fc.array(row, { minLength: 1, maxLength: 40 });
const scenarios = fc.array(scenario, { minLength: 1, maxLength: 9 });
const kernels = [strictKernel(), relaxedKernel()];

describe.each(kernels)('the $name kernel', (kernel) => {
  test('agrees with the formula to 2e-15 of the larger of forward and strike', () => {
    fc.assert(
      fc.property(rows, scenarios, (of, moves) => {
        const expected = valuesOf(typescriptKernel, of, moves);
        valuesOf(kernel, of, moves).forEach((values, r) =>
          values.forEach((value, s) => {
            const { forward, strike } = of[r]!;
            const size = Math.max(forward * moves[s]!.factor, strike);
            expect(Math.abs(value - expected[r]![s]!)).toBeLessThanOrEqual(2e-15 * size);
          }),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('a scenario is priced the same whatever stands beside it', () => {
    fc.assert(
      fc.property(rows, scenarios, fc.nat(8), (of, moves, pick) => {
        const s = pick % moves.length;
        const alone = valuesOf(kernel, of, [moves[s]!]);
        const together = valuesOf(kernel, of, moves);
        expect(alone.map(([value]) => value)).toEqual(together.map((values) => values[s]));
      }),
    );
  });

  test('call − put = forward − strike', () => {
    fc.assert(
      fc.property(row, scenarios, (of, moves) => {
        const sides = [
          { ...of, right: 'call' as const },
          { ...of, right: 'put' as const },
        ];
        const [calls = [], puts = []] = valuesOf(kernel, sides, moves);
        moves.forEach(({ factor }, s) => {
          const forward = of.forward * factor;
          const size = Math.max(forward, of.strike);
          const gap = calls[s]! - puts[s]! - (forward - of.strike);
          expect(Math.abs(gap)).toBeLessThanOrEqual(4e-15 * size);
        });
      }),
    );
  });

  test('a value rises with volatility, falls or rises and is convex in the strike', () => {
    fc.assert(
      fc.property(
        row,
        between(0.3, 3),
        between(0.1, 2),
        between(0.01, 0.3),
        (of, factor, v, step) => {
          const ladder = [1 - step, 1, 1 + step].map((by) => ({ ...of, strike: of.strike * by }));
          const size = 4e-15 * Math.max(of.forward * factor, 2 * of.strike);
          const [low = [], mid = [], high = []] = valuesOf(kernel, ladder, [
            { factor, volatility: v },
            { factor, volatility: v * 1.1 },
          ]);
          expect(mid[1]! - mid[0]!).toBeGreaterThanOrEqual(-size);
          const rising = of.right === 'put' ? 1 : -1;
          expect(rising * (high[0]! - low[0]!)).toBeGreaterThanOrEqual(-size);
          expect(low[0]! + high[0]! - 2 * mid[0]!).toBeGreaterThanOrEqual(-2 * size);
        },
      ),
    );
  });

  test('sums are the weighted values, row after row', () => {
    fc.assert(
      fc.property(rows, scenarios, fc.integer({ min: 1, max: 4 }), (of, moves, count) => {
        const starts = Int32Array.from({ length: of.length + 1 }, (_, i) => 2 * i);
        const groups = Int32Array.from({ length: 2 * of.length }, (_, h) => (h * 7) % count);
        const weights = Float64Array.from(groups, (_, h) => Math.sin(h) * 10);
        const sums = kernel.sum(
          rowsOf(of),
          {
            count: moves.length,
            factors: Float64Array.from(moves, ({ factor }) => factor),
            volatilities: Float64Array.from(moves, ({ volatility }) => volatility),
          },
          { starts, groups, weights, count },
        );
        const values = valuesOf(kernel, of, moves);
        for (let g = 0; g < count; g++) {
          for (let s = 0; s < moves.length; s++) {
            let sum = 0;
            let size = 0;
            groups.forEach((group, h) => {
              const term = group === g ? weights[h]! * values[h >> 1]![s]! : 0;
              sum += term;
              size += Math.abs(term);
            });
            const gap = Math.abs(sums[g * moves.length + s]! - sum);
            expect(gap).toBeLessThanOrEqual(1e-14 * size);
          }
        }
      }),
    );
  });
});
