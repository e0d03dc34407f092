import { writeFileSync } from 'node:fs';
import { mersenneTwister } from '../../src/engine/numeric/random/mersenne-twister.ts';
import { normalDraw } from '../../src/engine/numeric/random/draws.ts';
import { logMoneyness } from '../../src/engine/pricing/black.ts';
import {
  ROW_WIDTH,
  type Moves,
  type RowHoldings,
} from '../../src/engine/revaluation/kernel/kernel.ts';

/** Option rows with a weight each, all of one group, in scenarios: what every contestant prices. */
export type Work = {
  readonly rows: Float64Array;
  readonly moves: Moves;
  readonly held: RowHoldings;
};

export function someWork(rows: number, scenarios: number): Work {
  const random = mersenneTwister(13);
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const table = new Float64Array(rows * ROW_WIDTH);
  for (let r = 0; r < rows; r++) {
    const forward = between(50, 200);
    const strike = forward * between(0.5, 1.5);
    const deviation = between(0.3, 1.2) * Math.sqrt(between(1, 270) / 365);
    const side = strike >= forward ? 1 : -1;
    table.set([forward, logMoneyness(forward, strike), strike, deviation, side], r * ROW_WIDTH);
  }
  return {
    rows: table,
    moves: {
      count: scenarios,
      factors: Float64Array.from({ length: scenarios }, () => Math.exp(0.04 * normalDraw(random))),
      volatilities: Float64Array.from({ length: scenarios }, () =>
        Math.exp(0.1 * normalDraw(random)),
      ),
    },
    held: {
      starts: Int32Array.from({ length: rows + 1 }, (_, r) => r),
      groups: new Int32Array(rows),
      weights: Float64Array.from({ length: rows }, () => between(-10, 10)),
      count: 1,
    },
  };
}

/** Rows, scenarios; six numbers a row, the last its weight; price and volatility factors. */
export function writeWork({ rows, moves, held }: Work, file: string): void {
  const many = rows.length / ROW_WIDTH;
  const out = new Float64Array(2 + 6 * many + 2 * moves.count);
  out.set([many, moves.count]);
  for (let r = 0; r < many; r++) {
    out.set(rows.subarray(r * ROW_WIDTH, (r + 1) * ROW_WIDTH), 2 + 6 * r);
    out[2 + 6 * r + 5] = held.weights[r]!;
  }
  out.set(moves.factors, 2 + 6 * many);
  out.set(moves.volatilities, 2 + 6 * many + moves.count);
  writeFileSync(file, out);
}
