import { impliedVolatility } from './bucketed.ts';
import type { CurrencyCalibration, VolatilityPair } from './calibration.ts';
import type { ClassRules } from './class-rule.ts';
import type { Sensitivity } from './sensitivity.ts';

/** The two currencies of a pair such as `EURUSD`, in the order of the alphabet. @throws RangeError */
function pairOf({ qualifier }: Sensitivity): readonly [string, string] {
  if (qualifier.length !== 6) throw new RangeError(`"${qualifier}" is no pair of currencies`);
  const [a, b] = [qualifier.slice(0, 3), qualifier.slice(3)];
  return a < b ? [a, b] : [b, a];
}

const pairFactor = (one: Sensitivity): string => pairOf(one).join('');
const bucket = (): string => '';
const noBetween = (): number => 0;

/** ISDA SIMM for foreign exchange: one bucket. @param calculation the currency that margin is in */
export function currencyRules(
  of: CurrencyCalibration,
  calculation: string,
  calendarDays: number,
): ClassRules {
  const volatile = (name: string): 'R' | 'H' => (of.high.includes(name) ? 'H' : 'R');
  const kind = (a: string, b: string): VolatilityPair => `${volatile(a)}${volatile(b)}`;
  const category = (name: string): number => {
    const found = of.categories.findIndex(({ currencies }) => currencies.includes(name));
    return found < 0 ? of.categories.length - 1 : found;
  };
  const hasThresholds = of.categories.length > 0;
  return {
    delta: {
      factor: ({ qualifier }) => qualifier,
      bucket,
      weight: ({ qualifier }) => of.weights[kind(qualifier, calculation)],
      correlation: (a, b) => of.correlation[volatile(calculation)][kind(a.qualifier, b.qualifier)],
      between: noBetween,
      concentration: hasThresholds
        ? {
            group: ({ qualifier }) => qualifier,
            threshold: ({ qualifier }) => of.categories[category(qualifier)]?.delta ?? Number.NaN,
            weakens: 'factors',
          }
        : null,
    },
    vega: {
      factor: pairFactor,
      bucket,
      weight: () => of.vegaWeight,
      correlation: () => of.volatilityCorrelation,
      between: noBetween,
      concentration: hasThresholds
        ? {
            group: pairFactor,
            threshold: (one) => {
              const [a, b] = pairOf(one).map((name) => category(name) + 1);
              const key = `${Math.min(a!, b!)}-${Math.max(a!, b!)}`;
              const found = of.pairThresholds[key];
              if (found === undefined) throw new RangeError(`no vega threshold of pairs ${key}`);
              return found;
            },
            weakens: 'factors',
          }
        : null,
    },
    curvature: {
      factor: pairFactor,
      bucket,
      correlation: () => of.volatilityCorrelation,
      between: noBetween,
      scale: (one) => impliedVolatility(of.weights[kind(...pairOf(one))], calendarDays),
      excludes: () => false,
      factorOfAll: 1,
    },
  };
}
