import { invariant } from '../values/invariant.ts';
import type { Returns } from './correlation.ts';
import { columnOf } from './covariance.ts';

/** How a past return is brought to today's volatility; `half` moves half the way and is calmer. */
export type Scaling = 'full' | 'half';

export type FilterSettings = {
  /** EWMA decay of the variance per day, in (0, 1]. */
  readonly decay: number;
  /** Number of first returns whose mean square starts the variance. */
  readonly seed: number;
  /** Least daily volatility that is used, above 0. */
  readonly floor: number;
  /** Defaults to `full`. */
  readonly scaling?: Scaling;
};

/**
 * Returns scaled to today's volatility, asset by asset; a day's returns stay together, so that the
 * dependence between assets survives. Full: r σ(n+1) ÷ σ(t). Half: r (1 + σ(n+1) ÷ σ(t)) ÷ 2.
 *
 * @see Barone-Adesi, Giannopoulos & Vosper (1999); Hull & White (1998)
 */
export function filteredReturns(returns: Returns, settings: FilterSettings): Returns {
  const { assets, rows, values } = returns;
  invariant(settings.floor > 0, 'a volatility floor is positive');
  const scaled = new Float64Array(values.length);
  for (let column = 0; column < assets.length; column++) {
    const path = volatilityPath(columnOf(values, rows, assets.length, column), settings);
    const today = Math.max(path[rows]!, settings.floor);
    for (let day = 0; day < rows; day++) {
      const at = day * assets.length + column;
      const ratio = today / Math.max(path[day]!, settings.floor);
      scaled[at] = values[at]! * (settings.scaling === 'half' ? (1 + ratio) / 2 : ratio);
    }
  }
  return { assets, rows, values: scaled };
}

/**
 * EWMA volatility about zero, of which each uses only returns before it, except for the start.
 * Not floored: the floor belongs to where a volatility is used.
 *
 * @returns [day], one more than the returns: the last is the forecast for the next day
 */
export function volatilityPath(
  series: Float64Array,
  { decay, seed }: { readonly decay: number; readonly seed: number },
): Float64Array {
  invariant(series.length > 0 && seed >= 1, 'a volatility starts from at least one return');
  invariant(decay > 0 && decay <= 1, 'a decay lies in (0, 1]');
  const first = series.subarray(0, seed);
  let variance = first.reduce((sum, r) => sum + r * r, 0) / first.length;
  const path = new Float64Array(series.length + 1);
  for (let day = 0; day < series.length; day++) {
    path[day] = Math.sqrt(variance);
    variance = decay * variance + (1 - decay) * series[day]! ** 2;
  }
  path[series.length] = Math.sqrt(variance);
  return path;
}
