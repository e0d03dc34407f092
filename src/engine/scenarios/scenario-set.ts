import type { Asset } from '../values/ids.ts';

/** Ordered scenarios of one method, as columns. An asset without a row does not move. */
export type ScenarioSet = {
  readonly kind: 'history' | 'grid' | 'stress';
  readonly labels: readonly string[];
  readonly assets: readonly Asset[];
  /** Price ÷ price today, row-major [asset × scenario], positive. */
  readonly prices: Float64Array;
  /** Volatility ÷ volatility today, row-major [asset × scenario], at least 0. */
  readonly volatilities: Float64Array;
};

/** Row of each asset in the set's columns. */
export const rowsOf = (set: ScenarioSet): ReadonlyMap<Asset, number> =>
  new Map(set.assets.map((asset, row) => [asset, row]));
