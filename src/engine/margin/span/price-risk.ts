import type { MarginNode } from '../../contract/margin-node.ts';
import { failure, type Failure } from '../../values/outcome.ts';
import { floor, given, least, ratioOf } from '../tree.ts';
import type { SpanCommodity, SpanPosition } from './parameters.ts';
import type { SpanScan } from './scan.ts';
import { volatilityPair } from './scenarios.ts';

/**
 * Price risk: the active scenario's loss without what volatility and time add to it. Time risk is the
 * mean of the two scenarios at an unchanged price; volatility risk half the difference of the active
 * pair, none for an extreme scenario. At least 0, so that no credit becomes a charge.
 */
function priceRisk({ losses, active }: SpanScan, currency: string): MarginNode {
  const pair = losses[volatilityPair(active)]!;
  return floor('Price risk', currency, [
    given('Loss of the active scenario', losses[active]!, currency),
    given('Volatility risk', -Math.abs(losses[active]! - pair) / 2, currency),
    given('Time risk', -(losses[0]! + losses[1]!) / 2, currency),
  ]);
}

/** The smallest price scan range per delta among the contracts held, and what that lacks. */
function scanRange(positions: readonly SpanPosition[]): {
  readonly perDelta: number | null;
  readonly lacking: readonly Failure[];
} {
  const known = positions.flatMap(({ contract: { priceScan, deltaScaling } }) =>
    priceScan === null ? [] : [priceScan / deltaScaling],
  );
  const perDelta = known.length === 0 ? null : Math.min(...known);
  const differ = perDelta !== null && Math.max(...known) > perDelta * (1 + 1e-9);
  const lacking = [
    ...(perDelta === null
      ? [failure('missing-market-data', 'no price scan range for the weighted price risk')]
      : []),
    ...(differ
      ? [
          failure(
            'not-published',
            'which price scan range caps the weighted price risk where periods differ: the smallest is taken',
          ),
        ]
      : []),
  ];
  return { perDelta, lacking };
}

/**
 * Weighted price risk: what one net delta of a commodity carries into credits, by the commodity's
 * method.
 *
 * @param netDelta of all periods before any spread, not 0
 * @see CME Clearing advisory 10-409 for the three methods
 */
export function weightedPriceRisk(
  { currency, code, source, priceRisk: method }: SpanCommodity,
  positions: readonly SpanPosition[],
  scan: SpanScan,
  netDelta: number,
): MarginNode {
  const normal = ratioOf(
    `Weighted price risk of ${code}`,
    priceRisk(scan, currency),
    given('Net delta', Math.abs(netDelta), ''),
  );
  if (method === 'normal') return normal;
  const { perDelta, lacking } = scanRange(positions);
  if (perDelta === null) return { ...normal, lacking };
  const range = given('Price scan range per delta', perDelta, currency, { source, lacking });
  return method === 'scan range' ? range : least('Capped price risk', currency, [normal, range]);
}
