import type { CalendarSpread, SpanCommodity } from '../../../engine/margin/span/parameters.ts';
import { failure, type Failure } from '../../../engine/values/outcome.ts';
import type {
  CommodityRecord,
  DeliveryRecord,
  ScanTierRecord,
  TierRecord,
} from './pa2-commodity-records.ts';
import type { CalendarRecord } from './pa2-spread-records.ts';

/** The records of one combined commodity while a file is read. */
export type Pa2Commodity = {
  /** Records 2 of one code, their families joined. */
  of: CommodityRecord;
  readonly tiers: TierRecord[];
  readonly seriesSpreads: CalendarRecord[];
  readonly tierSpreads: CalendarRecord[];
  scan: ScanTierRecord | null;
  delivery: DeliveryRecord | null;
  readonly unread: Failure[];
};

export const begunCommodity = (of: CommodityRecord): Pa2Commodity => ({
  of,
  tiers: [],
  seriesSpreads: [],
  tierSpreads: [],
  scan: null,
  delivery: null,
  unread: [],
});

const PRICE_RISK: Readonly<Record<ScanTierRecord['weighted'], SpanCommodity['priceRisk']>> = {
  '': 'normal',
  '1': 'normal',
  '2': 'capped at the scan range',
  '3': 'scan range',
};

const unchanged = { member: 1, hedger: 1, speculator: 1 };

const byPriority = (records: readonly CalendarRecord[]): readonly CalendarRecord[] =>
  records.toSorted((a, b) => a.priority - b.priority);

/** Methods whose rules are not known here: the figures of the commodity lack them. */
function unknownMethods({ of: { code }, tiers, scan, delivery }: Pa2Commodity): readonly Failure[] {
  const unknown = (what: string): Failure => failure('not-published', `${code}: ${what}`);
  const missing = (what: string): Failure =>
    failure('missing-field', `${code}: there is no ${what}`);
  const calendar = tiers[0]?.method;
  return [
    ...(calendar === undefined ? [missing('record 3, with tiers and initial factors')] : []),
    ...(calendar === undefined || ['01', '10'].includes(calendar)
      ? []
      : [unknown(`calendar charge method ${calendar}`)]),
    ...(scan === null || ['', '01', '20'].includes(scan.method)
      ? []
      : [unknown(`scanning method ${scan.method}`)]),
    ...(scan === null ? [missing('record S, with the weighted price risk')] : []),
    ...(scan?.shortOptionRates.some((rate) => rate > 0) === true
      ? [unknown('short option rates by tier')]
      : []),
    ...(delivery === null ? [missing('record 4, with delivery and short options')] : []),
    ...(delivery === null || ['01', '10'].includes(delivery.method)
      ? []
      : [unknown(`delivery charge method ${delivery.method}`)]),
  ];
}

/**
 * The commodity that the records make. Series spreads are formed before tier spreads, each by priority,
 * and money is raised by the risk exponent.
 */
export function commodityOf(built: Pa2Commodity, source: string): SpanCommodity {
  const { of, tiers, scan, delivery, unread } = built;
  const scale = 10 ** of.riskExponent;
  const named =
    (kind: string) =>
    ({ priority, charge, legs }: CalendarRecord): CalendarSpread => ({
      name: `${kind} spread ${priority}`,
      charge: charge * scale,
      legs,
    });
  const { rate, counted } = delivery?.shortOptions ?? { rate: 0, counted: 'both sides' };
  return {
    code: of.code,
    source,
    currency: of.currency,
    spreadTiers: tiers.flatMap((record) => record.tiers),
    interTiers: scan?.tiers ?? [],
    calendarSpreads:
      tiers[0]?.method === '01'
        ? []
        : [
            ...byPriority(built.seriesSpreads).map(named('Series')),
            ...byPriority(built.tierSpreads).map(named('Tier')),
          ],
    deliveryMonths: (delivery?.months ?? []).map(({ month, spreadRate, outrightRate }) => ({
      month,
      spreadRate: spreadRate * scale,
      outrightRate: outrightRate * scale,
    })),
    shortOptions: { rate: rate * scale, counted },
    priceRisk: PRICE_RISK[scan?.weighted ?? ''],
    optionValueCapped: of.capped,
    adjustment: delivery?.adjustment ?? unchanged,
    initialRatio: tiers[0]?.initialRatio ?? unchanged,
    unread: [...unread, ...unknownMethods(built)],
  };
}
