import { recordOf, type RecordReader } from './fixed-fields.ts';
import type { FamilyKey, SeriesKey } from './pa2-keys.ts';
import type { PriceForm } from './price-text.ts';

export type ArrayParameters = SeriesKey & {
  readonly baseVolatility: number | null;
  readonly volatilityScan: number | null;
  readonly volatilityQuoted: 'absolute' | 'relative';
  /** Of one contract, before the commodity's risk exponent; null where it is quoted in percent. */
  readonly priceScan: number | null;
  readonly extremeMultiplier: number;
  readonly covered: number;
  /** Years. */
  readonly timeToExpiry: number | null;
  /** Years. */
  readonly lookAhead: number | null;
  readonly deltaScaling: number;
  /** `20190315`. */
  readonly expiry: string;
  readonly underlying: string;
};

/** Record B: how the arrays of a series were made. Money before the commodity's risk exponent. */
export const arrayParameterRecord: RecordReader<ArrayParameters> = recordOf((of) => {
  const exchange = of.named('exchange', 3);
  const product = of.named('product', 10);
  const type = of.named('type', 3);
  const month = of.period('contract month');
  of.skip(1);
  const optionMonth = of.period('option month');
  of.skip(1);
  const baseVolatility = of.optional('base volatility', 8, 6);
  const volatilityScan = of.optional('volatility scan range', 8, 8);
  const priceScan = of.number('price scan range', 5);
  const extremeMultiplier = of.number('extreme move multiplier', 5, 3);
  const covered = of.number('extreme move covered', 5, 4);
  of.skip(5);
  const timeToExpiry = of.optional('time to expiry', 7, 6);
  const lookAhead = of.optional('look-ahead time', 6, 6);
  // Zero and blank both stand for deltas that are not scaled.
  const deltaScaling = of.optional('delta scaling', 6, 4) || 1;
  const expiry = of.text(8);
  const underlying = of.text(10);
  of.skip(2 + 8 + 1 + 7 + 1 + 14 + 3);
  const baseVolatilityPower = of.power('base volatility exponent');
  const volatilityScanPower = of.power('volatility scan exponent');
  of.skip(12);
  const volatilityQuoted = of.text(1) === 'P' ? ('relative' as const) : ('absolute' as const);
  const quotedInPercent = of.text(1) === 'P';
  const priceScanPower = of.power('price scan exponent');
  return {
    exchange,
    product,
    type,
    month,
    optionMonth,
    baseVolatility: baseVolatility === null ? null : baseVolatility * baseVolatilityPower,
    volatilityScan: volatilityScan === null ? null : volatilityScan * volatilityScanPower,
    volatilityQuoted,
    priceScan: quotedInPercent ? null : priceScan * priceScanPower,
    extremeMultiplier,
    covered,
    timeToExpiry,
    lookAhead,
    deltaScaling,
    expiry,
    underlying,
  };
});

export type PriceRecord = FamilyKey & {
  readonly name: string;
  readonly currency: string;
  readonly valuation: string;
  readonly settlement: string;
  readonly price: PriceForm;
  readonly strike: PriceForm;
  /** Null where each contract of the family has one of its own. */
  readonly contractValueFactor: number | null;
};

/** Record P: how a product family writes prices, and what a price is worth. */
export const priceRecord: RecordReader<PriceRecord> = recordOf((of) => {
  const exchange = of.named('exchange', 3);
  const product = of.named('product', 10);
  const type = of.named('type', 3);
  const name = of.text(15);
  const settlementLocator = of.locator('settlement price locator');
  const strikeLocator = of.locator('strike locator');
  const settlementAlignment = of.raw(1);
  const strikeAlignment = of.raw(1);
  const factor = of.number('contract value factor', 14, 7);
  of.skip(8 + 2);
  const currency = of.text(3);
  of.skip(1 + 3);
  const power = of.power('contract value factor exponent', true);
  of.skip(4 + 35 + 1 + 1);
  const valuation = of.text(5);
  const settlement = of.text(5);
  of.skip(5 + 5 + 2 + 5 + 14 + 2 + 1);
  const variableTick = of.text(1) === 'Y';
  return {
    exchange,
    product,
    type,
    name,
    currency,
    valuation,
    settlement,
    price: { locator: settlementLocator, alignment: settlementAlignment },
    strike: { locator: strikeLocator, alignment: strikeAlignment },
    contractValueFactor: variableTick ? null : factor * power,
  };
});
