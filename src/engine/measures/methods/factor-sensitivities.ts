import type { ScenarioSet } from '../../scenarios/scenario-set.ts';
import type { Asset } from '../../values/ids.ts';

/** First and second derivatives of a slice's value by the log prices of assets, reporting currency. */
export type FactorSensitivities = {
  /** [asset] */
  readonly delta: Float64Array;
  /** Symmetric, row-major [asset × asset]. */
  readonly gamma: Float64Array;
};

/** Log price move of the differences. */
const STEP = 1e-3;

/**
 * Derivatives by central differences of full revaluation.
 *
 * @param coupled pairs of assets whose moves one contract feels together: all others have no cross term
 * @param pnlIn P&L of the slice in each scenario of a set
 */
export function factorSensitivities(
  assets: readonly Asset[],
  coupled: readonly (readonly [number, number])[],
  pnlIn: (set: ScenarioSet) => Float64Array,
): FactorSensitivities {
  const n = assets.length;
  const moves: (readonly (readonly [number, number])[])[] = [];
  for (let i = 0; i < n; i++) moves.push([[i, STEP]], [[i, -STEP]]);
  for (const [i, j] of coupled) {
    for (const [a, b] of signs) {
      moves.push([
        [i, a * STEP],
        [j, b * STEP],
      ]);
    }
  }
  const pnl = pnlIn(bumped(assets, moves));
  const delta = new Float64Array(n);
  const gamma = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const [up, down] = [pnl[2 * i]!, pnl[2 * i + 1]!];
    delta[i] = (up - down) / (2 * STEP);
    gamma[i * n + i] = (up + down) / STEP ** 2;
  }
  coupled.forEach(([i, j], k) => {
    const at = 2 * n + 4 * k;
    const cross = (pnl[at]! - pnl[at + 1]! - pnl[at + 2]! + pnl[at + 3]!) / (4 * STEP ** 2);
    gamma[i * n + j] = cross;
    gamma[j * n + i] = cross;
  });
  return { delta, gamma };
}

const signs = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;

function bumped(
  assets: readonly Asset[],
  moves: readonly (readonly (readonly [number, number])[])[],
): ScenarioSet {
  const count = moves.length;
  const prices = new Float64Array(assets.length * count).fill(1);
  moves.forEach((move, s) => {
    for (const [asset, step] of move) prices[asset * count + s] = Math.exp(step);
  });
  return {
    kind: 'grid',
    labels: moves.map((_, s) => String(s)),
    assets,
    prices,
    volatilities: new Float64Array(assets.length * count).fill(1),
  };
}
