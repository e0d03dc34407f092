import { tenors, type RatesCalibration } from './calibration.ts';
import type { ClassRules, Concentration } from './class-rule.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Place of a vertex. @throws RangeError when it is none of the twelve */
function tenorOf({ label1 }: Sensitivity): number {
  const found = tenors.findIndex((one) => one === label1.toLowerCase());
  if (found < 0) throw new RangeError(`"${label1}" is no vertex of interest rates`);
  return found;
}

const currency = ({ qualifier }: Sensitivity): string => qualifier;

/** Inflation volatility is one factor whatever its expiry. */
const volatilityFactor = ({ type, qualifier, label1 }: Sensitivity): string =>
  type === 'InflationVol' ? `${type}|${qualifier}` : `${type}|${qualifier}|${label1}`;

/** ISDA SIMM for interest rates: buckets are currencies. */
export function ratesRules(of: RatesCalibration): ClassRules {
  const group = (name: string): 'regular' | 'low' | 'high' =>
    of.regular.includes(name) ? 'regular' : of.low.includes(name) ? 'low' : 'high';
  const concentration = (measure: 'delta' | 'vega'): Concentration | null => {
    if (of.thresholds.length === 0) return null;
    const other = of.thresholds.find(({ currencies }) => currencies.length === 0);
    return {
      // A cross-currency basis does not concentrate.
      group: (one) => (one.type === 'XCcyBasis' ? null : one.qualifier),
      threshold: ({ qualifier }) => {
        const found =
          of.thresholds.find(({ currencies }) => currencies.includes(qualifier)) ?? other;
        if (found === undefined) throw new RangeError(`no threshold of ${qualifier}`);
        return found[measure];
      },
      weakens: 'buckets',
    };
  };
  const tenorCorrelation = (a: Sensitivity, b: Sensitivity): number =>
    of.tenorCorrelation[tenorOf(a)]?.[tenorOf(b)] ?? Number.NaN;
  const ofVolatilities = (a: Sensitivity, b: Sensitivity): number =>
    a.type === 'IRVol' && b.type === 'IRVol' ? tenorCorrelation(a, b) : of.inflationCorrelation;
  const between = (): number => of.betweenCurrencies;
  return {
    delta: {
      factor: ({ type, qualifier, label1, label2 }) =>
        type === 'IRCurve' ? `${qualifier}|${label1}|${label2}` : `${type}|${qualifier}`,
      bucket: currency,
      weight: (one) => {
        if (one.type === 'Inflation') return of.inflationWeight;
        if (one.type === 'XCcyBasis') return of.basisWeight;
        return of.weights[group(one.qualifier)][tenorOf(one)] ?? Number.NaN;
      },
      correlation: (a, b) => {
        if (a.type === 'XCcyBasis' || b.type === 'XCcyBasis') return of.basisCorrelation;
        if (a.type === 'Inflation' || b.type === 'Inflation') return of.inflationCorrelation;
        return tenorCorrelation(a, b) * (a.label2 === b.label2 ? 1 : of.subCurveCorrelation);
      },
      between,
      concentration: concentration('delta'),
    },
    vega: {
      factor: volatilityFactor,
      bucket: currency,
      weight: () => of.vegaWeight,
      correlation: ofVolatilities,
      between,
      concentration: concentration('vega'),
    },
    curvature: {
      factor: volatilityFactor,
      bucket: currency,
      correlation: ofVolatilities,
      between,
      scale: () => 1,
      excludes: () => false,
      factorOfAll: of.historicalRatio ** -2,
    },
  };
}
