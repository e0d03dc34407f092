import { normalQuantile } from '../../numeric/special/normal.ts';

/** 95 % interval of a correlation, both ends in [−1, 1]. */
export type CorrelationInterval = { readonly low: number; readonly high: number };

const reach = normalQuantile(0.975);

/**
 * Interval by Fisher's transformation: artanh of the estimate ± 1.96 ÷ √(days − 3). It takes days
 * to be independent and tails to be normal, and is too narrow where they are not.
 *
 * @param days effective number of days; three or fewer say nothing
 * @see Fisher, "On the 'probable error' of a coefficient of correlation" (1921)
 */
export function correlationInterval(rho: number, days: number): CorrelationInterval {
  if (!(days > 3)) return { low: -1, high: 1 };
  const middle = Math.atanh(rho);
  const half = reach / Math.sqrt(days - 3);
  return { low: Math.tanh(middle - half), high: Math.tanh(middle + half) };
}

/** Days that weights falling by `decay` a day are worth: (Σ w)² ÷ Σ w². */
export function effectiveDays(rows: number, decay: number): number {
  if (decay === 1) return rows;
  const sum = (1 - decay ** rows) / (1 - decay);
  const squares = (1 - decay ** (2 * rows)) / (1 - decay ** 2);
  return sum ** 2 / squares;
}
