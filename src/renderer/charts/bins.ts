import { scaleLinear } from 'd3-scale';

/** How many values fall in [from, to); the last bin includes its upper end. */
export type Bin = { readonly from: number; readonly to: number; readonly count: number };

/** Bins of equal, round width that cover all values, about `wanted` of them. Zero is always an edge. */
export function bins(values: Float64Array, wanted: number): readonly Bin[] {
  if (values.length === 0) return [];
  let [least, most] = [0, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // Less than any money is no spread.
  if (most - least < 1e-9) return [{ from: least, to: most, count: values.length }];
  const edges = scaleLinear().domain([least, most]).nice(wanted).ticks(wanted);
  const [first = least, second = most] = edges;
  const step = second - first;
  const counts = Array.from({ length: Math.max(edges.length - 1, 1) }, () => 0);
  for (const value of values) {
    const index = Math.min(Math.max(Math.floor((value - first) / step), 0), counts.length - 1);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({
    from: edges[index] ?? first,
    to: edges[index + 1] ?? most,
    count,
  }));
}
