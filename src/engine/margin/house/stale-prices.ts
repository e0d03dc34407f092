import type { MarginNode } from '../../contract/margin-node.ts';
import type { Held } from '../../netting/lines.ts';
import type { Instant } from '../../values/units.ts';
import { given, product, sum } from '../tree.ts';
import type { Need } from './netting-limits.ts';

const day = 86_400_000;

/**
 * What may have happened since stale prices were seen: the loss of their lines by themselves, grown
 * with the square root of time, underlying by underlying.
 *
 * @param staleAfter milliseconds
 * @param multiple of that growth
 */
export function stalePrices<L extends Held>(
  lines: readonly L[],
  need: Need<L>,
  asOf: Instant,
  staleAfter: number,
  multiple: number,
  unit: string,
): MarginNode {
  const stale = lines.filter(({ oldest }) => asOf - oldest > staleAfter);
  const parts = [...Map.groupBy(stale, (line) => line.unit.underlying)].map(([underlying, own]) => {
    const oldest = own.reduce((least, line) => Math.min(least, line.oldest), Number(asOf));
    const days = (asOf - oldest) / day;
    return product(underlying, unit, [
      given('Expected shortfall of the stale lines', Math.max(need(own), 0), unit),
      given('Growth', Math.sqrt(1 + days) - 1, '', { note: `√(1 + ${days} days) − 1` }),
      given('Multiple', multiple, '', { source: 'house policy' }),
    ]);
  });
  return sum('Stale prices', unit, parts);
}
