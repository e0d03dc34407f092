import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportingArray } from '../../../src/engine/margin/portfolio/reporting-array.ts';
import { gridCells, type Cell } from '../../../src/engine/margin/portfolio/scan-grid.ts';
import {
  aggregatedScan,
  plainGains,
  scanLoss,
  scanOf,
} from '../../../src/engine/margin/portfolio/scan-loss.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { held, linear } from './account-input.ts';

const names = { unit: 'USD', positions: ['A', 'B'] };
const column = (...values: readonly number[]): Float64Array => Float64Array.from(values);

describe('a scan is composed of cells, revaluation, a rule for gains and a dampener', () => {
  test('Dederi’s: 10 futures on an index of 2,243.3 at 2,253.2, ± 15 % in 11 points', () => {
    // source: wiki.dederi.io/RiskControlRules/portfolio_margin: ± 3,379.8
    const future = held({
      instrument: linear('ETH-F', 'ETH'),
      quantity: 10,
      mark: 2253.2,
      spot: 2243.3,
    });
    const cells = gridCells(Array.from({ length: 11 }, (_, i) => (i - 5) * 0.03));
    const scan = scanOf([future], {
      cells,
      riskArray: (of) => reportingArray(of, cells, 'mark', 0),
      ...plainGains,
    });
    expect(scan.aggregated[0]).toBeCloseTo(-3379.8, 9);
    expect(scan.aggregated[32]).toBeCloseTo(3379.8, 9);
    expect(scanLoss({ unit: 'USD', positions: ['ETH-F'] }, scan).scenario).toBe(
      'price −15 %, volatility same',
    );
  });

  test('Paradex’s: tail cells weighted by the range ÷ the move', () => {
    // source: docs.paradex.trade/risk/portfolio-margin: −66 % with 24 %, +500 % with 3.2 %
    const weights = new Map([
      [-0.66, 0.24],
      [5, 0.032],
    ]);
    const cells: readonly Cell[] = [...weights].map(([move]) => ({
      label: String(move),
      move,
      volatility: 'up',
      table: 'extended',
    }));
    const perpetual = held({ instrument: linear('BTC-P', 'BTC'), quantity: -1, mark: 50_000 });
    const scan = scanOf([perpetual], {
      cells,
      riskArray: (of) =>
        reportingArray(of, cells, 'mark', 0.4).map(
          (pnl, c) => pnl * (weights.get(cells[c]?.move ?? 0) ?? 1),
        ),
      ...plainGains,
    });
    expect([...scan.aggregated]).toEqual([50_000 * 0.66 * 0.24, -50_000 * 5 * 0.032]);
  });

  test('gains that do not count and a dampener only lower what is lost or gained', () => {
    const cells = gridCells([-0.1, 0.1], ['same']);
    const rule = { cells, counted: (pnl: number) => Math.min(pnl, 0), dampener: () => 3 };
    const scan = aggregatedScan([column(-10, 10), column(-1, 2)], rule);
    expect([...scan.aggregated]).toEqual([-8, 0]);
    const loss = scanLoss(names, scan);
    expect(loss.value).toBe(8);
    expect(violations(loss)).toEqual([]);
    expect(loss.parts[0]?.parts.map(({ label }) => label)).toEqual(['A', 'B', 'Dampener']);
  });

  test('a finer grid that holds the coarser one never lowers the loss', () => {
    const option = {
      ...linear('BTC-C', 'BTC'),
      kind: 'option' as const,
      option: { right: 'call', strike: 50_000, exercise: 'european' } as const,
    };
    const lossOf = (moves: readonly number[], quantity: number): number => {
      const cells = gridCells(moves);
      const one = held({ instrument: option, quantity, mark: 2000, spot: 50_000, years: 0.1 });
      const future = held({ instrument: linear('BTC-F', 'BTC'), quantity: 1, mark: 50_000 });
      return scanLoss(
        names,
        scanOf([one, future], {
          cells,
          riskArray: (of) => reportingArray(of, cells, 'mark', 0.2),
          ...plainGains,
        }),
      ).value;
    };
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (quantity) => {
        const coarse = lossOf([-0.1, 0, 0.1], quantity);
        expect(lossOf([-0.1, -0.05, 0, 0.05, 0.1], quantity)).toBeGreaterThanOrEqual(coarse);
      }),
    );
  });
});
