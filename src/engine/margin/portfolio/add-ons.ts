import type { MarginNode } from '../../contract/margin-node.ts';
import type { ScanCurrency, ScanPair } from '../../model/margin-numbers.ts';
import type { PricedPosition } from '../../model/priced.ts';
import { failure } from '../../values/outcome.ts';
import { dayOf, isoDay } from '../../values/days.ts';
import { given, product, sum } from '../tree.ts';
import { netDelta } from './net-delta.ts';

/** Positions of one underlying and one settlement asset, and what to call the group. */
export type ScanGroup = {
  readonly underlying: string;
  readonly unit: string;
  readonly positions: readonly PricedPosition[];
  /** True where it settles in the underlying itself. */
  readonly coin: boolean;
  /** Price of the underlying in its quote currency. */
  readonly index: number;
};

/**
 * Roll shock: each expiry's net delta × max(e^(move·years) − 1, least move), expiries added
 * without netting; a perpetual takes the least move.
 */
export function rollShock(group: ScanGroup, currency: ScanCurrency, source: string): MarginNode {
  const { unit, coin, index, positions } = group;
  const expiries = new Map<number | null, PricedPosition[]>();
  for (const one of positions) {
    const known = expiries.get(one.instrument.expiry);
    if (known === undefined) expiries.set(one.instrument.expiry, [one]);
    else known.push(one);
  }
  const parts = [...expiries.values()].map((held) => {
    const { instrument, years } = held[0]!;
    const delta = held.reduce((total, one) => total + netDelta(one), 0);
    const grown = Math.exp(currency.annualisedMove * years) - 1;
    const label = instrument.expiry === null ? 'Perpetual' : isoDay(dayOf(instrument.expiry));
    return product(label, unit, [
      given('Net delta', Math.abs(delta) * (coin ? 1 : index), unit),
      given('Move', Math.max(grown, currency.leastMove), '', { source }),
    ]);
  });
  return sum('Roll shock', unit, parts, {
    note: 'net delta of each expiry × its move; expiries are added without netting',
  });
}

/**
 * Delta (liquidity) shock: 0 up to the threshold. Above it the venue's slope is not published, so
 * the figure lacks it and says so.
 */
export function deltaShock(group: ScanGroup, pair: ScanPair, source: string): MarginNode {
  let longOptions = 0;
  let others = 0;
  for (const one of group.positions) {
    const delta = netDelta(one);
    if (one.instrument.option !== null && one.position.quantity > 0) longOptions += delta;
    else others += delta;
  }
  const both = longOptions + others;
  const uncovered =
    others < 0 ? Math.min(Math.max(both, others), 0) : Math.max(Math.min(both, others), 0);
  const dollars = Math.abs(uncovered) * group.index;
  const within = dollars <= pair.deltaShockThreshold;
  return given('Delta shock', 0, group.unit, {
    source,
    note: `net delta of ${Math.round(dollars)} USD ${within ? 'is within' : 'exceeds'} the threshold of ${pair.deltaShockThreshold} USD`,
    ...(within
      ? {}
      : {
          lacking: [
            failure(
              'not-published',
              `the delta shock of ${group.underlying} beyond ${pair.deltaShockThreshold} USD of net delta`,
            ),
          ],
        }),
  });
}

/** Correlation contingency: 0 where the currency has no correlation set; else not published. */
export function correlationContingency(
  { unit }: ScanGroup,
  { code, correlationSet }: ScanCurrency,
  source: string,
): MarginNode {
  return given('Correlation contingency', 0, unit, {
    source,
    note: correlationSet
      ? `${code} has a correlation set, whose rule is not published`
      : `${code} has no correlation set in this edition`,
    ...(correlationSet
      ? { lacking: [failure('not-published', `the correlation contingency of ${code}`)] }
      : {}),
  });
}
