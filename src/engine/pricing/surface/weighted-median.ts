/**
 * The value below and above which half of the weight lies.
 *
 * @param pairs at least one; weights positive
 */
export function weightedMedian(
  pairs: readonly { readonly value: number; readonly weight: number }[],
): number {
  const sorted = pairs.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const [i, { value, weight }] of sorted.entries()) {
    sum += weight;
    const next = sorted[i + 1];
    if (sum === half && next !== undefined) return (value + next.value) / 2;
    if (sum > half) return value;
  }
  return sorted.at(-1)!.value;
}

/** @param values at least one */
export const medianOf = (values: readonly number[]): number =>
  weightedMedian(values.map((value) => ({ value, weight: 1 })));
