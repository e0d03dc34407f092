import type {
  DeliveryMonth,
  SpanCommodity,
  SpanFactors,
  SpanTier,
} from '../../../engine/margin/span/parameters.ts';
import { recordOf, type RecordReader } from './fixed-fields.ts';
import { factors, tiers, times, undivided } from './pa2-parts.ts';

/** A product and its type, and the decimals of its array values. */
type ProductFamily = {
  readonly product: string;
  readonly type: string;
  readonly arrayPlaces: number;
};

export type CommodityRecord = {
  readonly exchange: string;
  readonly code: string;
  /** Power of ten of arrays and charges. */
  readonly riskExponent: number;
  readonly currency: string;
  /** False where options are margined like futures. */
  readonly premiumPaid: boolean;
  readonly capped: boolean;
  readonly families: readonly ProductFamily[];
};

/** Record 2. A commodity of more than six product families has several. */
export const commodityRecord: RecordReader<CommodityRecord> = recordOf((of) => {
  const exchange = of.named('exchange', 3);
  of.skip(1);
  const code = of.named('combined commodity', 6);
  const riskExponent = of.optional('risk exponent', 1) ?? 0;
  const currency = of.named('currency', 3);
  of.skip(1);
  const style = of.code('option style', 1, ['', 'P', 'F']);
  const capped = of.text(1) === 'Y';
  of.skip(3);
  const families = times(6).flatMap((i) => {
    const product = of.text(10);
    const type = of.text(3);
    const places = of.optional(`array decimals ${i}`, 1) ?? 0;
    const sign = of.raw(1) === '-' ? -1 : 1;
    of.skip(1);
    return product === '' ? [] : [{ product, type, arrayPlaces: sign * places }];
  });
  return { exchange, code, riskExponent, currency, premiumPaid: style !== 'F', capped, families };
});

export type TierRecord = {
  readonly code: string;
  readonly method: string;
  readonly tiers: readonly SpanTier[];
  readonly initialRatio: SpanFactors;
};

/** Record 3: tiers of calendar spreads, and initial ÷ maintenance. */
export const tierRecord: RecordReader<TierRecord> = recordOf((of) => {
  const code = of.named('combined commodity', 6);
  const method = of.text(2);
  const found = tiers(of, 4);
  of.skip(2);
  const initialRatio = factors(of, 'initial ratio', 4, 3);
  undivided(of, 8);
  return { code, method, tiers: found, initialRatio };
});

export type ScanTierRecord = {
  readonly code: string;
  readonly method: string;
  readonly tiers: readonly SpanTier[];
  /** `1` or blank normal, `2` capped at the scan range, `3` the scan range. */
  readonly weighted: '' | '1' | '2' | '3';
  readonly shortOptionRates: readonly number[];
};

/** Record S: tiers of scanning and of inter-commodity spreads, and the weighted price risk. */
export const scanTierRecord: RecordReader<ScanTierRecord> = recordOf((of) => {
  const code = of.named('combined commodity', 6);
  const method = of.text(2);
  of.skip(2);
  const found = tiers(of, 5);
  const weighted = of.code('weighted price risk', 1, ['', '1', '2', '3']);
  undivided(of, 10);
  const shortOptionRates = times(5).map((i) => of.optional(`short option rate ${i}`, 7) ?? 0);
  return { code, method, tiers: found, weighted, shortOptionRates };
});

export type DeliveryRecord = {
  readonly code: string;
  readonly method: string;
  readonly months: readonly DeliveryMonth[];
  readonly shortOptions: SpanCommodity['shortOptions'];
  readonly adjustment: SpanFactors;
};

/** Record 4: delivery months, short option minimum, adjustment of maintenance. */
export const deliveryRecord: RecordReader<DeliveryRecord> = recordOf((of) => {
  const code = of.named('combined commodity', 6);
  const method = of.text(2);
  const table = method === '10';
  const count = table ? of.number('delivery months', 2) : 0;
  const months = !table
    ? []
    : times(2).flatMap((i) => {
        of.skip(2);
        const month = of.text(6);
        const spreadRate = of.optional(`rate in spreads ${i}`, 7) ?? 0;
        const outrightRate = of.optional(`rate outright ${i}`, 7) ?? 0;
        return /^0*$/.test(month) ? [] : [{ month, spreadRate, outrightRate }];
      });
  if (count > months.length) of.refuse('delivery months', `${count} months, ${months.length} told`);
  of.skip(table ? 6 : 52);
  const rate = of.optional('short option rate', 7) ?? 0;
  const adjustment = factors(of, 'adjustment', 3, 2);
  const counted = of.code('short option method', 1, ['', '1', '2']);
  return {
    code,
    method,
    months,
    shortOptions: {
      rate,
      counted: counted === '1' ? ('larger side' as const) : ('both sides' as const),
    },
    adjustment,
  };
});
