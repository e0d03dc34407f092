import type { MarginNode } from '../../contract/margin-node.ts';
import { failure, type Failure } from '../../values/outcome.ts';
import { given, product } from '../tree.ts';
import { inTier, type DeltaLedger, type Periods } from './deltas.ts';
import type { InterLeg, InterSpread, SpanCommodity } from './parameters.ts';
import { formable, formed, type SpreadLeg } from './spreads.ts';

/** A commodity on its way through the spreads. */
export type SpreadingCommodity = {
  readonly commodity: SpanCommodity;
  readonly deltas: DeltaLedger;
  /** Weighted price risk of one net delta; null where there is no net delta to form a spread from. */
  readonly priceRisk: MarginNode | null;
  /** What spreads have credited, filled while they are formed. */
  readonly credits: MarginNode[];
};

function placeOf({ tier }: InterLeg, { interTiers }: SpanCommodity): Periods {
  if (tier === null) return () => true;
  const tiers = interTiers.filter((one) => one.tier === tier).map(inTier);
  return (period) => tiers.some((holds) => holds(period));
}

function spreadLeg(leg: InterLeg, of: SpreadingCommodity | undefined): SpreadLeg {
  const periods = of === undefined ? () => false : placeOf(leg, of.commodity);
  return {
    key: `${leg.commodity} ${leg.tier ?? 'all'}`,
    side: leg.side,
    ratio: leg.ratio,
    available: (sign) => of?.deltas.onSide(periods, sign) ?? 0,
    use: (sign, amount) => of?.deltas.use(periods, sign, amount),
  };
}

/**
 * Forms inter-commodity spreads in order of priority and credits each leg with
 * spreads × ratio × weighted price risk × credit rate, negative as a credit.
 *
 * @returns spreads that could have been formed but whose rule is not known: they credit nothing
 */
export function creditSpreads(
  spreads: readonly InterSpread[],
  held: ReadonlyMap<string, SpreadingCommodity>,
): readonly Failure[] {
  const lacking: Failure[] = [];
  for (const spread of spreads) {
    const legs = spread.legs.map((leg) => spreadLeg(leg, held.get(leg.commodity)));
    if (spread.unsupported !== null) {
      if (formable(legs, 1) > 0 || formable(legs, -1) > 0) {
        lacking.push(failure('not-published', `${spread.name}: ${spread.unsupported}`));
      }
      continue;
    }
    const count = formed(legs);
    if (count > 0) credit(spread, count, held);
  }
  return lacking;
}

function credit(
  { name, legs }: InterSpread,
  count: number,
  held: ReadonlyMap<string, SpreadingCommodity>,
): void {
  for (const leg of legs) {
    const of = held.get(leg.commodity);
    if (of === undefined || of.priceRisk === null) continue;
    of.credits.push(
      product(name, of.commodity.currency, [
        given('Spreads', count, ''),
        given('Deltas per spread', leg.ratio, ''),
        of.priceRisk,
        given('Credit rate', -leg.creditRate, '', {
          source: of.commodity.source,
          note: 'negative: a credit',
        }),
      ]),
    );
  }
}
