import type { MarginNode } from '../../contract/margin-node.ts';
import type { Held } from '../../netting/lines.ts';
import { failure } from '../../values/outcome.ts';
import { given, product, sum } from '../tree.ts';
import type { PricesNow } from './live-ladders.ts';

/**
 * What prices may be wrong by, underlying by underlying: the net delta times the half-width of the
 * price's band. Deltas stand for options. An underlying whose price nobody compares is lacking.
 *
 * @param multiple of that loss
 * @see Pyth Network, best practices: value a position at the price less or plus its confidence
 */
export function priceConfidence(
  lines: readonly Held[],
  { bands, asOf }: PricesNow,
  multiple: number,
  unit: string,
): MarginNode {
  const held = [...Map.groupBy(lines, (line) => line.unit.underlying)];
  const lacking = held
    .filter(([underlying]) => !bands.has(underlying))
    .map(([underlying]) =>
      failure(
        'missing-market-data',
        `the price of ${underlying} is compared with no other source: doubt about it is not charged`,
      ),
    );
  const parts = held.flatMap(([underlying, own]) => {
    const band = bands.get(underlying);
    if (band === undefined) return [];
    const { value, halfWidth, score, sources, at } = band;
    const net = own.reduce((all, { sensitivities }) => all + sensitivities.delta, 0);
    return [
      product(underlying, unit, [
        given('Net delta', Math.abs(net), unit),
        given('Half-width of the price', halfWidth / value, '', {
          source: sources.join(', '),
          note: `${value} ± ${halfWidth}, confidence ${score}; oldest price ${asOf - at} ms old`,
        }),
        given('Multiple', multiple, '', { source: 'house policy' }),
      ]),
    ];
  });
  return sum('Price confidence', unit, parts, { lacking });
}
