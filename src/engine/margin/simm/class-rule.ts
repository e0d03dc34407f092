import type { Sensitivity } from './sensitivity.ts';

/** How a risk class weighs, groups and correlates the sensitivities of one measure. */
export type MeasureRule = {
  /** Names the risk factor: sensitivities of one name are added first. */
  readonly factor: (of: Sensitivity) => string;
  /** Bucket of the sensitivity: the currency for interest rates, one for all of FX. */
  readonly bucket: (of: Sensitivity) => string;
  /** Risk weight, and what else makes a sensitivity comparable. */
  readonly weight: (of: Sensitivity) => number;
  /** Between two factors of one bucket. */
  readonly correlation: (a: Sensitivity, b: Sensitivity) => number;
  /** Between two buckets. */
  readonly between: (a: string, b: string) => number;
  readonly concentration: Concentration | null;
};

/** A position beyond the threshold weighs more: √(|sum of the group| ÷ threshold). */
export type Concentration = {
  /** Group whose sum counts; null for a factor that never concentrates. */
  readonly group: (of: Sensitivity) => string | null;
  readonly threshold: (of: Sensitivity) => number;
  /** Whether unlike concentrations weaken correlation: between factors of a bucket, or between buckets. */
  readonly weakens: 'factors' | 'buckets';
};

/** How a class scales vega for its curvature. */
export type CurvatureRule = Pick<MeasureRule, 'factor' | 'bucket' | 'correlation' | 'between'> & {
  /** Vega amount × volatility per unit of the sensitivity. */
  readonly scale: (of: Sensitivity) => number;
  readonly excludes: (of: Sensitivity) => boolean;
  /** The whole curvature margin × this. */
  readonly factorOfAll: number;
};

export type ClassRules = {
  readonly delta: MeasureRule;
  readonly vega: MeasureRule;
  readonly curvature: CurvatureRule;
};

export const RESIDUAL = 'Residual';

/** The bucket that the sensitivity itself names. */
export const ownBucket = ({ bucket }: Sensitivity): string => bucket;

/** A name within its bucket: an issuer, a share, a commodity. */
export const nameInBucket = ({ bucket, qualifier }: Sensitivity): string =>
  `${bucket}|${qualifier}`;

/** A correlation between numbered buckets: 1 is the first row. @throws when a bucket has none */
export function betweenNumbered(
  rows: readonly (readonly number[])[],
): (a: string, b: string) => number {
  return (a, b) => {
    const found = rows[Number(a) - 1]?.[Number(b) - 1];
    if (found === undefined) throw new RangeError(`no correlation of buckets ${a} and ${b}`);
    return found;
  };
}

/** The number of a bucket. @throws RangeError when the calibration has none */
export function ofBucket(numbers: Readonly<Record<string, number>>, bucket: string): number {
  const found = Object.hasOwn(numbers, bucket) ? numbers[bucket] : undefined;
  if (found === undefined) throw new RangeError(`the calibration has no bucket "${bucket}"`);
  return found;
}

/** Names concentrate by themselves, each against its threshold. */
export const byName = (threshold: Concentration['threshold']): Concentration => ({
  group: nameInBucket,
  threshold,
  weakens: 'factors',
});

/** The same against thresholds by bucket; none at all is no concentration. */
export const byBucket = (thresholds: Readonly<Record<string, number>>): Concentration | null =>
  Object.keys(thresholds).length === 0
    ? null
    : byName(({ bucket }) => ofBucket(thresholds, bucket));
