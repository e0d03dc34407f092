import { normalQuantile } from '../../numeric/special/normal.ts';
import type { BucketCalibration } from './calibration.ts';
import {
  betweenNumbered,
  byBucket,
  nameInBucket,
  ofBucket,
  ownBucket,
  type ClassRules,
} from './class-rule.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Volatility that a risk weight stands for: weight × √(365 ÷ days) ÷ Φ⁻¹(0.99), in percent. */
export const impliedVolatility = (weight: number, calendarDays: number): number =>
  (weight * Math.sqrt(365 / calendarDays)) / normalQuantile(0.99);

/** ISDA SIMM for equity and for commodities. @param uncurved a bucket without curvature; null for none */
export function bucketedRules(
  of: BucketCalibration,
  calendarDays: number,
  uncurved: string | null,
): ClassRules {
  const correlation = ({ bucket }: Sensitivity): number => ofBucket(of.within, bucket);
  const between = betweenNumbered(of.betweenBuckets);
  const volatility = ({ bucket }: Sensitivity): number =>
    impliedVolatility(ofBucket(of.weights, bucket), calendarDays);
  return {
    delta: {
      factor: nameInBucket,
      bucket: ownBucket,
      weight: ({ bucket }) => ofBucket(of.weights, bucket),
      correlation,
      between,
      concentration: byBucket(of.deltaThresholds),
    },
    vega: {
      factor: nameInBucket,
      bucket: ownBucket,
      weight: ({ bucket }) => ofBucket(of.vegaWeights, bucket),
      correlation,
      between,
      concentration: byBucket(of.vegaThresholds),
    },
    curvature: {
      factor: nameInBucket,
      bucket: ownBucket,
      correlation,
      between,
      scale: volatility,
      excludes: ({ bucket }) => bucket === uncurved,
      factorOfAll: 1,
    },
  };
}
