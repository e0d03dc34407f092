import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import { strictKernel } from '../../../src/engine/revaluation/kernel/kernels.ts';
import { typescriptKernel } from '../../../src/engine/revaluation/kernel/typescript-kernel.ts';
import { unitPnl } from '../../../src/engine/revaluation/unit-value.ts';
import { blockOf, blockPnl } from '../../../src/engine/scenarios/compiled/block-pnl.ts';
import { bookPnl } from '../../../src/engine/scenarios/compiled/book-pnl.ts';
import {
  compileBook,
  type GroupHolding,
} from '../../../src/engine/scenarios/compiled/compiled-book.ts';
import { unitColumns } from '../../../src/engine/scenarios/pnl.ts';
import { rowsOf, type ScenarioSet } from '../../../src/engine/scenarios/scenario-set.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import {
  GENERATED_GROUPS,
  generatedAssets,
  generatedHoldings,
  generatedSet,
  sizeOf,
} from '../../support/generated-book.ts';

/** As the definition of a unit's P&L says, one unit and scenario after the other. */
function plainly(held: readonly GroupHolding[], of: ScenarioSet): { pnl: number; size: number }[] {
  const rows = rowsOf(of);
  const n = of.labels.length;
  const found = Array.from({ length: GENERATED_GROUPS * n }, () => ({ pnl: 0, size: 1 }));
  for (const { unit, quantity, group } of held) {
    for (let s = 0; s < n; s++) {
      const m = of.prices[rows.get(unit.underlying)! * n + s]!;
      const v = of.volatilities[rows.get(unit.underlying)! * n + s]!;
      const f = of.prices[rows.get(unit.settlement)! * n + s]!;
      const pnl = quantity * unitPnl(unit.value, m, v, f);
      const at = found[group * n + s]!;
      at.pnl += pnl;
      at.size += sizeOf({ unit, quantity, group });
    }
  }
  return found;
}

describe('a compiled book', () => {
  test.each([strictKernel(), typescriptKernel])(
    'has the P&L of its units, by the $name kernel',
    (kernel) => {
      fc.assert(
        fc.property(generatedHoldings, generatedSet, (held, of) => {
          const pnl = bookPnl(kernel)(compileBook(held, GENERATED_GROUPS), of);
          plainly(held, of).forEach((expected, i) => {
            expect(Math.abs(pnl[i]! - expected.pnl)).toBeLessThanOrEqual(4e-15 * expected.size);
          });
        }),
      );
    },
  );

  test('cut into blocks gives the same bits', () => {
    fc.assert(
      fc.property(
        generatedHoldings,
        generatedSet,
        fc.integer({ min: 1, max: 5 }),
        (held, of, size) => {
          const book = compileBook(held, GENERATED_GROUPS);
          const n = of.labels.length;
          const whole = blockPnl(book, blockOf(of, 0, n), strictKernel());
          for (let from = 0; from < n; from += size) {
            const to = Math.min(from + size, n);
            const part = blockPnl(book, blockOf(of, from, to), strictKernel());
            for (let g = 0; g < GENERATED_GROUPS; g++) {
              expect(part.subarray(g * (to - from), (g + 1) * (to - from))).toEqual(
                whole.subarray(g * n + from, g * n + to),
              );
            }
          }
        },
      ),
    );
  });

  test('in a market that does not move is worth exactly what it was', () => {
    fc.assert(
      fc.property(generatedHoldings, (held) => {
        const still: ScenarioSet = {
          kind: 'stress',
          labels: ['still', 'still'],
          assets: generatedAssets,
          prices: new Float64Array(6).fill(1),
          volatilities: new Float64Array(6).fill(1),
        };
        const pnl = bookPnl(strictKernel())(compileBook(held, GENERATED_GROUPS), still);
        expect(pnl.every((one) => Math.abs(one) === 0)).toBe(true);
        const columns = unitColumns(
          held.map(({ unit }) => unit),
          still,
        );
        expect(columns.values.every((one) => Math.abs(one) === 0)).toBe(true);
      }),
    );
  });

  test('prices a strike once, whoever holds its call or its put', () => {
    const of = {
      forward: 100,
      strike: 80,
      volatility: 0.5,
      years: 1,
      scale: 1,
      payoff: 'linear',
    } as const;
    const unit = (key: string, right: 'call' | 'put'): GroupHolding['unit'] => ({
      key,
      underlying: asset('BTC'),
      settlement: asset('USD'),
      value: {
        kind: 'option',
        right,
        ...of,
        base: undiscountedBlack(right, of.forward, of.strike, 0.5),
      },
    });
    const { pairs } = compileBook(
      [
        { unit: unit('call', 'call'), quantity: 2, group: 0 },
        { unit: unit('put', 'put'), quantity: -2, group: 0 },
        { unit: unit('put', 'put'), quantity: 1, group: 1 },
      ],
      2,
    );
    expect(pairs).toHaveLength(1);
    // One row of five numbers; 2 calls and −2 puts of one group are no option at all, but 2 forwards.
    expect(pairs[0]?.rows).toHaveLength(5);
    expect(pairs[0]?.held.weights).toEqual(Float64Array.from([0, 1]));
    expect(pairs[0]?.linear).toEqual(Float64Array.from([200, 0, 0, 0, -160, 0, 0, 0, 0, 0]));
  });
});
