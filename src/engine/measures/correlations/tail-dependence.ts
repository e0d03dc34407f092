import type { TailDependence } from '../../contract/correlation.ts';
import { bivariateNormalCumulative } from '../../numeric/special/bivariate-normal.ts';
import { normalQuantile } from '../../numeric/special/normal.ts';

const z = normalQuantile(0.975);

/** Interval of a share of so many trials. @see Wilson, "Probable inference" (1927) */
function shareInterval(hits: number, trials: number): { low: number; high: number } {
  const share = hits / trials;
  const scale = 1 + z ** 2 / trials;
  const middle = (share + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  return { low: hits === 0 ? 0 : middle - half, high: hits === trials ? 1 : middle + half };
}

/** Places of the `count` least values; of equals the earlier. */
const leastOf = (values: Float64Array, count: number): ReadonlySet<number> =>
  new Set([...values.keys()].toSorted((a, b) => values[a]! - values[b]! || a - b).slice(0, count));

/**
 * Empirical tail dependence: of the days on which one asset is in its tail, the share on which the
 * other is in its own. Beside it the share of a normal copula, which has none in the limit.
 *
 * @param tail fraction of days in each tail; a tail of less than one day gives nothing
 * @param rho correlation of the normal copula
 */
export function tailDependence(
  first: Float64Array,
  second: Float64Array,
  tail: number,
  rho: number,
): readonly TailDependence[] {
  const days = Math.floor(tail * first.length);
  if (days < 1) return [];
  const q = days / first.length;
  const normal = bivariateNormalCumulative(normalQuantile(q), normalQuantile(q), rho) / q;
  return (['lower', 'upper'] as const).map((side) => {
    const turned = (values: Float64Array): Float64Array =>
      side === 'lower' ? values : values.map((x) => 0 - x);
    const others = leastOf(turned(second), days);
    const both = [...leastOf(turned(first), days)].filter((day) => others.has(day)).length;
    return { side, tail, share: both / days, ...shareInterval(both, days), days, both, normal };
  });
}
