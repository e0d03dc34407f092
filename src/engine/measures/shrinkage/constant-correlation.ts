import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { centredReturns, productSums, type Centred, type Shrunk } from './centred.ts';

export type ConstantCorrelationShrunk = Shrunk & {
  readonly intensity: number;
  /** Mean of all pairwise correlations: that of the target. */
  readonly meanCorrelation: number;
};

/**
 * Covariance shrunk towards the one with the same variances and one correlation for all pairs,
 * divisor n − 1. The choice where there are fewer than ten rows per column.
 *
 * @param values row-major [row × column]
 * @see Ledoit & Wolf, "Honey, I shrunk the sample covariance matrix" (2004)
 */
export function constantCorrelationShrinkage(
  values: Float64Array,
  rows: number,
  columns: number,
): Outcome<ConstantCorrelationShrunk> {
  const centred = centredReturns(values, rows, columns);
  if (!centred.ok) return centred;
  const { products } = centred.value;
  const covariance = products.map((sum) => sum / (rows - 1));
  const deviations = Float64Array.from({ length: columns }, (_, i) =>
    Math.sqrt(covariance[i * columns + i]!),
  );
  if (!deviations.every((deviation) => deviation > 0)) {
    return fail('missing-market-data', 'no correlation: one of the series did not move');
  }
  const meanCorrelation = averageCorrelation(covariance, deviations);
  const target = covariance.map((entry, at) => {
    const i = Math.floor(at / columns);
    const j = at % columns;
    return i === j ? entry : meanCorrelation * (deviations[i]! * deviations[j]!);
  });
  const distance = covariance.reduce((sum, entry, at) => sum + (entry - target[at]!) ** 2, 0);
  const error = estimationError(centred.value, covariance, deviations, meanCorrelation);
  // Where the target is the sample itself, any weight gives the same matrix.
  const intensity = distance > 0 ? Math.min(1, Math.max(0, error / distance / (rows - 1))) : 1;
  return ok({
    covariance: covariance.map((entry, at) => intensity * target[at]! + (1 - intensity) * entry),
    intensity,
    meanCorrelation,
  });
}

function averageCorrelation(covariance: Float64Array, deviations: Float64Array): number {
  const n = deviations.length;
  if (n < 2) return 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      sum += covariance[i * n + j]! / (deviations[i]! * deviations[j]!);
    }
  }
  return (2 * sum) / (n * (n - 1));
}

/** π − ρ of the paper: variances of the entries less their covariances with the target's entries. */
function estimationError(
  { values, rows, columns }: Centred,
  covariance: Float64Array,
  deviations: Float64Array,
  meanCorrelation: number,
): number {
  const divisor = rows - 1;
  const squared = values.map((y) => y * y);
  const cubed = values.map((y) => y ** 3);
  const fourth = productSums(squared, squared, rows, columns);
  const third = productSums(cubed, values, rows, columns);
  let error = 0;
  for (let i = 0; i < columns; i++) {
    const variance = covariance[i * columns + i]!;
    for (let j = 0; j < columns; j++) {
      if (i === j) continue;
      const at = i * columns + j;
      const entry = covariance[at]!;
      const theta = third[at]! / divisor - variance * entry;
      const own = fourth[at]! / divisor - entry ** 2;
      error += own - meanCorrelation * (deviations[j]! / deviations[i]!) * theta;
    }
  }
  return error;
}
