/** A number that counts as much as its weight. */
export type Weighted = { readonly value: number; readonly weight: number };

/**
 * The value that half of the weight lies below: the mean of two neighbours where exactly half lies
 * below each. Whatever the order; always between the least and the largest value.
 *
 * @param of at least one, weights positive
 */
export function weightedMedian(of: readonly Weighted[]): number {
  const sorted = of.toSorted((a, b) => a.value - b.value || a.weight - b.weight);
  const half = sorted.reduce((all, { weight }) => all + weight, 0) / 2;
  let below = 0;
  for (const [i, { value, weight }] of sorted.entries()) {
    below += weight;
    if (below > half) return value;
    if (below === half) {
      const next = sorted[i + 1]?.value ?? value;
      return value + (next - value) / 2;
    }
  }
  return sorted.at(-1)?.value ?? Number.NaN;
}

/** The median where all count alike. */
export const median = (values: readonly number[]): number =>
  weightedMedian(values.map((value) => ({ value, weight: 1 })));
