import type { CreditCalibration } from './calibration.ts';
import {
  betweenNumbered,
  byBucket,
  byName,
  ofBucket,
  ownBucket,
  RESIDUAL,
  type ClassRules,
} from './class-rule.ts';
import type { Sensitivity } from './sensitivity.ts';

const factor = ({ bucket, qualifier, label1, label2 }: Sensitivity): string =>
  `${bucket}|${qualifier}|${label1}|${label2}`;

/** ISDA SIMM for credit. @param name what makes two factors alike: the issuer, or the securitisation's name */
export function creditRules(of: CreditCalibration, name: (of: Sensitivity) => string): ClassRules {
  const correlation = (a: Sensitivity, b: Sensitivity): number => {
    const alike = name(a) === name(b);
    if (a.bucket === RESIDUAL) return alike ? of.residualSame : of.residualDifferent;
    return alike ? of.same : of.different;
  };
  const between = betweenNumbered(of.betweenBuckets);
  const { vegaThreshold } = of;
  return {
    delta: {
      factor,
      bucket: ownBucket,
      weight: ({ bucket }) => ofBucket(of.weights, bucket),
      correlation,
      between,
      concentration: byBucket(of.deltaThresholds),
    },
    vega: {
      factor,
      bucket: ownBucket,
      weight: () => of.vegaWeight,
      correlation,
      between,
      concentration: vegaThreshold === null ? null : byName(() => vegaThreshold),
    },
    curvature: {
      factor,
      bucket: ownBucket,
      correlation,
      between,
      scale: () => 1,
      excludes: () => false,
      factorOfAll: 1,
    },
  };
}
