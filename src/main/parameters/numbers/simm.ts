import { z } from 'zod';
import {
  riskClasses,
  tenors,
  type BucketCalibration,
  type CreditCalibration,
  type CurrencyCalibration,
  type RatesCalibration,
  type SimmCalibration,
} from '../../../engine/margin/simm/calibration.ts';
import { NotNegative, Positive } from './scalars.ts';

const Correlation = z.number().min(-1).max(1);
const Currencies = z.array(z.string().length(3));
const ByBucket = z.record(z.string().min(1), NotNegative);
const Thresholds = z.record(z.string().min(1), Positive);

/** A square matrix of correlations, as many rows as it says, symmetric with ones on its diagonal. */
function matrix(rows: number | null): z.ZodType<readonly (readonly number[])[]> {
  return z.array(z.array(Correlation)).superRefine((found, context) => {
    const wrong = (path: readonly number[], message: string): void =>
      context.addIssue({ code: 'custom', path: [...path], message });
    if (rows !== null && found.length !== rows) wrong([], `has ${found.length} rows, not ${rows}`);
    for (const [i, row] of found.entries()) {
      if (row.length !== found.length) wrong([i], `has ${row.length} numbers, not ${found.length}`);
      for (const [j, x] of row.entries()) {
        if (i === j && x !== 1) wrong([i, j], `was ${x}, not 1`);
        if (found[j]?.[i] !== undefined && found[j][i] !== x) wrong([i, j], 'is not symmetric');
      }
    }
  });
}

const Weights = z.array(Positive).length(tenors.length);

const Rates: z.ZodType<RatesCalibration> = z.strictObject({
  regular: Currencies,
  low: Currencies,
  weights: z.strictObject({ regular: Weights, low: Weights, high: Weights }),
  inflationWeight: Positive,
  basisWeight: Positive,
  vegaWeight: Positive,
  historicalRatio: Positive,
  tenorCorrelation: matrix(tenors.length),
  subCurveCorrelation: Correlation,
  inflationCorrelation: Correlation,
  basisCorrelation: Correlation,
  betweenCurrencies: Correlation,
  thresholds: z.array(z.strictObject({ currencies: Currencies, delta: Positive, vega: Positive })),
});

const credit = {
  weights: ByBucket,
  vegaWeight: Positive,
  same: Correlation,
  different: Correlation,
  residualSame: Correlation,
  residualDifferent: Correlation,
  betweenBuckets: matrix(null),
  deltaThresholds: Thresholds,
  vegaThreshold: Positive.nullable(),
};

const Credit: z.ZodType<CreditCalibration> = z.strictObject(credit);

const Bucketed: z.ZodType<BucketCalibration> = z.strictObject({
  weights: ByBucket,
  vegaWeights: ByBucket,
  historicalRatio: Positive,
  within: z.record(z.string().min(1), Correlation),
  betweenBuckets: matrix(null),
  deltaThresholds: Thresholds,
  vegaThresholds: Thresholds,
});

const pairs = <T extends z.ZodType>(
  of: T,
): z.ZodObject<{ RR: T; RH: T; HR: T; HH: T }, z.core.$strict> =>
  z.strictObject({ RR: of, RH: of, HR: of, HH: of });

const Fx: z.ZodType<CurrencyCalibration> = z.strictObject({
  high: Currencies,
  weights: pairs(Positive),
  vegaWeight: Positive,
  historicalRatio: Positive,
  correlation: z.strictObject({ R: pairs(Correlation), H: pairs(Correlation) }),
  volatilityCorrelation: Correlation,
  categories: z.array(z.strictObject({ currencies: Currencies, delta: Positive })),
  pairThresholds: Thresholds,
});

/** A calibration of ISDA SIMM, from the user's own licensed file. */
export const Simm: z.ZodType<SimmCalibration> = z.strictObject({
  version: z.string().min(1),
  calendarDays: Positive.describe('of the horizon: 14 for ten days, 1.4 for one'),
  rates: Rates,
  creditQualifying: z.strictObject({
    ...credit,
    baseCorrelationWeight: Positive,
    baseCorrelation: Correlation,
  }),
  creditNonQualifying: Credit,
  equity: Bucketed,
  commodity: Bucketed,
  currencies: Fx,
  betweenClasses: matrix(riskClasses.length),
});
