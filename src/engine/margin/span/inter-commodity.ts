import type { MarginNode } from '../../contract/margin-node.ts';
import { failure, type Failure } from '../../values/outcome.ts';
import { given, product, sum } from '../tree.ts';
import type { InterSpread } from './parameters.ts';
import type { SpanScan } from './scan.ts';

/** Credits of each combined commodity, positive, and spreads that could not be looked at. */
export type InterCredits = {
  readonly of: (code: string) => MarginNode;
  readonly lacking: readonly Failure[];
};

/**
 * Credits between combined commodities, by priority: as many spreads as the deltas left give, each
 * leg credited with its deltas × weighted price risk × rate.
 *
 * @param scans by code
 * @param currencyOf of a commodity; legs are credited each in its own
 */
export function interCredits(
  spreads: readonly InterSpread[],
  scans: ReadonlyMap<string, SpanScan>,
  currencyOf: (code: string) => string,
  source: string,
): InterCredits {
  const left = new Map([...scans].map(([code, { netDelta }]) => [code, netDelta]));
  const credits = new Map<string, MarginNode[]>();
  const lacking: Failure[] = [];
  for (const spread of spreads.toSorted((a, b) => a.priority - b.priority)) {
    if (!spread.legs.every(({ of }) => (left.get(of) ?? 0) !== 0)) continue;
    if (spread.unsupported !== null) {
      lacking.push(
        failure(
          'not-published',
          `inter-commodity spread ${spread.priority}: ${spread.unsupported}`,
        ),
      );
      continue;
    }
    const signOfA = spread.legs.map(({ of, side }) => {
      const sign = Math.sign(left.get(of) ?? 0);
      return side === 'A' ? sign : -sign;
    });
    if (!signOfA.every((sign) => sign === signOfA[0])) continue;
    const count = spread.legs.reduce(
      (fewest, { of, ratio }) => Math.min(fewest, Math.abs(left.get(of) ?? 0) / ratio),
      Infinity,
    );
    for (const { of, ratio } of spread.legs) {
      const before = left.get(of) ?? 0;
      left.set(of, before - Math.sign(before) * count * ratio);
      const node = product(
        `Spread ${spread.priority} with ${spread.legs
          .filter((leg) => leg.of !== of)
          .map((leg) => leg.of)
          .join(', ')}`,
        currencyOf(of),
        [
          given('Deltas', count * ratio, ''),
          given('Weighted price risk', scans.get(of)?.weightedPriceRisk ?? 0, currencyOf(of)),
          given('Credit', spread.credit, '', { source }),
        ],
      );
      credits.set(of, [...(credits.get(of) ?? []), node]);
    }
  }
  return {
    lacking,
    of: (code) => sum('Inter-commodity credit', currencyOf(code), credits.get(code) ?? []),
  };
}
