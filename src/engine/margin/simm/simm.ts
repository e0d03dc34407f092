import type { MarginNode } from '../../contract/margin-node.ts';
import { given, product, sum } from '../tree.ts';
import { crossed, crossTerms, measureMargin } from './aggregation.ts';
import { bucketedRules } from './bucketed.ts';
import { riskClasses, type RiskClass, type SimmCalibration } from './calibration.ts';
import type { ClassRules } from './class-rule.ts';
import { creditRules } from './credit.ts';
import { currencyRules } from './currencies.ts';
import { curvatureMargin } from './curvature.ts';
import { ratesRules } from './rates.ts';
import {
  isOf,
  netted,
  productClasses,
  type ProductClass,
  type Sensitivity,
} from './sensitivity.ts';

/** What is added to the model's own margin, as agreed between the parties. */
export type AddOns = {
  /** Multiplier of a product class's margin, at least 1. */
  readonly multipliers: Readonly<Partial<Record<ProductClass, number>>>;
  readonly fixed: readonly { readonly name: string; readonly amount: number }[];
  /** Share of the notional of each product that has one. */
  readonly shares: Readonly<Record<string, number>>;
  readonly notionals: readonly { readonly name: string; readonly amount: number }[];
};

export type SimmInput = {
  readonly sensitivities: readonly Sensitivity[];
  /** The currency that amounts and thresholds are in. */
  readonly currency: string;
  readonly calibration: SimmCalibration;
  readonly addOns: AddOns;
};

type Rules = Readonly<Record<RiskClass, ClassRules>>;

/** Vega of these classes is per unit of volatility: the historical ratio and the volatility make it comparable. */
function vegaScale(
  of: SimmCalibration,
  rules: Rules,
  risk: RiskClass,
): (one: Sensitivity) => number {
  const ratio = {
    InterestRate: null,
    CreditQualifying: null,
    CreditNonQualifying: null,
    Equity: of.equity.historicalRatio,
    Commodity: of.commodity.historicalRatio,
    FX: of.currencies.historicalRatio,
  }[risk];
  return ratio === null ? () => 1 : (one) => ratio * rules[risk].curvature.scale(one);
}

/**
 * Initial margin by ISDA SIMM: product classes added; within one the risk classes with correlation;
 * within one delta, vega, curvature and base correlation added.
 *
 * @throws RangeError when a sensitivity names a bucket, vertex or pair that the calibration does not have
 * @see ISDA SIMM Methodology, version of the calibration
 */
export function simm({ sensitivities, currency, calibration: of, addOns }: SimmInput): MarginNode {
  const rules: Rules = {
    InterestRate: ratesRules(of.rates),
    CreditQualifying: creditRules(of.creditQualifying, ({ qualifier }) => qualifier),
    CreditNonQualifying: creditRules(of.creditNonQualifying, ({ label2 }) => label2),
    Equity: bucketedRules(of.equity, of.calendarDays, '12'),
    Commodity: bucketedRules(of.commodity, of.calendarDays, null),
    FX: currencyRules(of.currencies, currency, of.calendarDays),
  };
  // The calculation currency has no risk against itself.
  const held = sensitivities.filter(
    ({ type, qualifier }) => !(type === 'FX' && qualifier === currency),
  );
  const parts = productClasses.flatMap((name) => {
    const own = held.filter((one) => one.product === name);
    if (own.length === 0) return [];
    const margin = productMargin(name, own, rules, of, currency);
    const multiplier = addOns.multipliers[name] ?? 1;
    return [
      multiplier === 1
        ? margin
        : product(`${name}, multiplied`, currency, [margin, given('Multiplier', multiplier, '')]),
    ];
  });
  return sum('Initial margin', currency, [...parts, ...additions(addOns, currency)]);
}

function productMargin(
  name: ProductClass,
  own: readonly Sensitivity[],
  rules: Rules,
  of: SimmCalibration,
  unit: string,
): MarginNode {
  const classes = riskClasses.flatMap((risk, place) => {
    const margin = classMargin(risk, own, rules, of, unit);
    return margin === null ? [] : [{ place, margin }];
  });
  const cross = crossTerms(classes.length, (i, j) => {
    const [a, b] = [classes[i]!, classes[j]!];
    const correlation = of.betweenClasses[a.place]?.[b.place] ?? Number.NaN;
    return correlation * a.margin.value * b.margin.value;
  });
  return crossed(
    name,
    unit,
    classes.map(({ margin }) => margin),
    cross,
  );
}

function classMargin(
  risk: RiskClass,
  own: readonly Sensitivity[],
  rules: Rules,
  of: SimmCalibration,
  unit: string,
): MarginNode | null {
  const { delta, vega, curvature } = rules[risk];
  const vegas = own.filter((one) => isOf(one, risk, 'vega'));
  const scale = vegaScale(of, rules, risk);
  const comparable = vegas.map((one) => ({ ...one, amount: one.amount * scale(one) }));
  const parts = [
    measureMargin(
      'Delta',
      own.filter((one) => isOf(one, risk, 'delta')),
      delta,
      unit,
    ),
    measureMargin('Vega', comparable, vega, unit),
    curvatureMargin(vegas, curvature, of.calendarDays, unit),
    risk === 'CreditQualifying' ? baseCorrelation(own, of, unit) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : sum(risk, unit, parts);
}

/** Sensitivity to the correlation that tranches of an index are priced with. */
function baseCorrelation(
  own: readonly Sensitivity[],
  { creditQualifying: of }: SimmCalibration,
  unit: string,
): MarginNode | null {
  const all = own.filter((one) => isOf(one, 'CreditQualifying', 'base-correlation'));
  if (all.length === 0) return null;
  const indices = netted(all, ({ qualifier }) => qualifier).map(({ qualifier, amount }) =>
    given(qualifier, amount * of.baseCorrelationWeight, unit),
  );
  const cross = crossTerms(
    indices.length,
    (i, j) => of.baseCorrelation * indices[i]!.value * indices[j]!.value,
  );
  return crossed('Base correlation', unit, indices, cross);
}

function additions({ fixed, shares, notionals }: AddOns, unit: string): readonly MarginNode[] {
  return [
    ...fixed.map(({ name, amount }) => given(name, amount, unit)),
    ...notionals
      .filter(({ name }) => Object.hasOwn(shares, name))
      .map(({ name, amount }) =>
        product(`Notional of ${name}`, unit, [
          given('Notional', Math.abs(amount), unit),
          given('Share', shares[name] ?? Number.NaN, ''),
        ]),
      ),
  ];
}
