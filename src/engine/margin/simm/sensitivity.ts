import type { RiskClass } from './calibration.ts';

export const productClasses = ['RatesFX', 'Credit', 'Equity', 'Commodity'] as const;
export type ProductClass = (typeof productClasses)[number];

/** One sensitivity in the terms of the Common Risk Interchange Format. */
export type Sensitivity = {
  readonly product: ProductClass;
  readonly type: RiskType;
  readonly qualifier: string;
  readonly bucket: string;
  /** Vertex or option expiry. */
  readonly label1: string;
  /** Sub-curve, currency or name of a securitisation. */
  readonly label2: string;
  /** In the calculation currency. */
  readonly amount: number;
};

type Measure = 'delta' | 'vega' | 'base-correlation';

export const riskTypes = [
  'IRCurve',
  'Inflation',
  'XCcyBasis',
  'IRVol',
  'InflationVol',
  'CreditQ',
  'CreditVol',
  'BaseCorr',
  'CreditNonQ',
  'CreditVolNonQ',
  'Equity',
  'EquityVol',
  'Commodity',
  'CommodityVol',
  'FX',
  'FXVol',
] as const;

export type RiskType = (typeof riskTypes)[number];

/** Risk types with the class and the measure that they belong to. */
const belongings: Readonly<Record<RiskType, readonly [RiskClass, Measure]>> = {
  IRCurve: ['InterestRate', 'delta'],
  Inflation: ['InterestRate', 'delta'],
  XCcyBasis: ['InterestRate', 'delta'],
  IRVol: ['InterestRate', 'vega'],
  InflationVol: ['InterestRate', 'vega'],
  CreditQ: ['CreditQualifying', 'delta'],
  CreditVol: ['CreditQualifying', 'vega'],
  BaseCorr: ['CreditQualifying', 'base-correlation'],
  CreditNonQ: ['CreditNonQualifying', 'delta'],
  CreditVolNonQ: ['CreditNonQualifying', 'vega'],
  Equity: ['Equity', 'delta'],
  EquityVol: ['Equity', 'vega'],
  Commodity: ['Commodity', 'delta'],
  CommodityVol: ['Commodity', 'vega'],
  FX: ['FX', 'delta'],
  FXVol: ['FX', 'vega'],
};

/** Whether a sensitivity is of a class and a measure. */
export function isOf({ type }: Sensitivity, risk: RiskClass, measure: Measure): boolean {
  const [itsClass, itsMeasure] = belongings[type];
  return itsClass === risk && itsMeasure === measure;
}

/** Sensitivities to one risk factor are one sensitivity: the first, with all amounts added. */
export function netted(
  all: readonly Sensitivity[],
  factor: (of: Sensitivity) => string,
): readonly Sensitivity[] {
  const found = new Map<string, Sensitivity>();
  for (const one of all) {
    const key = factor(one);
    const before = found.get(key);
    found.set(key, before === undefined ? one : { ...before, amount: before.amount + one.amount });
  }
  return [...found.values()];
}
