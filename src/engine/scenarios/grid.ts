import type { Asset } from '../values/ids.ts';
import type { ScenarioSet } from './scenario-set.ts';

/** Relative moves of a price × volatility grid. */
export type GridMoves = {
  readonly prices: readonly number[];
  readonly volatilities: readonly number[];
};

/** From −30 % to +30 % in price, −40 % to +60 % in volatility; the centre is the market as it is. */
export const surfaceMoves: GridMoves = {
  prices: [-0.3, -0.25, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3],
  volatilities: [-0.4, -0.2, 0, 0.2, 0.4, 0.6],
};

const percent = (x: number): string => `${x < 0 ? '−' : '+'}${Math.round(Math.abs(x) * 100)} %`;

/**
 * Scenarios [volatility × price], row-major: the assets of `moving` move alike, others stand still.
 */
export function gridScenarios(moving: readonly Asset[], moves: GridMoves): ScenarioSet {
  const labels: string[] = [];
  const count = moves.prices.length * moves.volatilities.length;
  const prices = new Float64Array(moving.length * count);
  const volatilities = new Float64Array(moving.length * count);
  let s = 0;
  for (const v of moves.volatilities) {
    for (const p of moves.prices) {
      labels.push(`price ${percent(p)}, volatility ${percent(v)}`);
      for (let row = 0; row < moving.length; row++) {
        prices[row * count + s] = 1 + p;
        volatilities[row * count + s] = 1 + v;
      }
      s++;
    }
  }
  return { kind: 'grid', labels, assets: moving, prices, volatilities };
}
