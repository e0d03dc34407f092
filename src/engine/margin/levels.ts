import type { MarginNode } from '../contract/margin-node.ts';
import type { Tier, TierTable } from '../model/margin-numbers.ts';
import type { MarginEdition } from '../model/parameters.ts';
import type { PricedPosition } from '../model/priced.ts';
import type { PositionMargin } from './position-margin.ts';
import { given, max, product, sum } from './tree.ts';

/** A position as a table of levels sees it. */
type Levelled = {
  /** In the settlement asset. */
  readonly notional: MarginNode;
  /** In what the table's limits count. */
  readonly extent: number;
  readonly tiers: readonly Tier[];
  readonly source: string;
};

/** Margin of a position whose parts are charged by level, by at most the leverage that the user chose. */
export function levelledMargin(
  of: PricedPosition,
  table: TierTable,
  levelled: Levelled,
  edition: MarginEdition,
): PositionMargin {
  const { symbol, settlement: unit } = of.instrument;
  const { notional, source } = levelled;
  const chosen = of.position.leverage;
  const least = levelCharge(symbol, levelled, ({ leverage }) => 1 / leverage);
  const charge = levelCharge(symbol, levelled, ({ maintenanceRate }) => maintenanceRate);
  const byLeverage = (leverage: number): MarginNode =>
    product('By the leverage chosen', unit, [
      notional,
      given('1 ÷ leverage', 1 / leverage, '', { source: of.position.source }),
    ]);
  const fee = product('Fee of closing', unit, [
    notional,
    given('Fee rate', table.closingFee, '', { source }),
  ]);
  return {
    of,
    initial: chosen === null ? least : max(symbol, unit, [least, byLeverage(chosen)]),
    maintenance: table.closingFee === 0 ? charge : sum(symbol, unit, [charge, fee]),
    editions: [edition],
  };
}

/** Each part of a position at the rate of its own level, in the settlement asset. */
function levelCharge(
  label: string,
  { notional, extent, tiers, source }: Levelled,
  rateOf: (tier: Tier) => number,
): MarginNode {
  const { unit } = notional;
  const parts: MarginNode[] = [];
  let from = 0;
  for (const tier of tiers) {
    const within = Math.min(extent, tier.upTo) - from;
    if (!(within > 0)) break;
    parts.push(
      product(`Level from ${from}`, unit, [
        given('Part of the notional', notional.value * (within / extent), unit),
        given('Rate', rateOf(tier), '', { source }),
      ]),
    );
    from = tier.upTo;
  }
  return sum(label, unit, parts, {
    note: `notional ${notional.value} ${unit}, each part of it at the rate of its level`,
  });
}
