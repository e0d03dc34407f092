import { studentCumulative, studentQuantile } from '../../numeric/special/student.ts';

/** A t law of returns by its standard deviation. */
export type StudentMargin = {
  /** Above 2. */
  readonly freedom: number;
  readonly deviation: number;
};

const step = 0.02;
const nodes = 620;

/**
 * The monotone map that turns a number of one t law into one of a margin's law: the margin's
 * quantile of the first law's probability.
 *
 * Quantiles are dear, so the map is tabulated once. Both axes are in asinh, where bodies and power
 * tails are nearly straight; cubic interpolation there is exact to about 1e-8, far below what a
 * simulation can see.
 */
export function marginTransform(freedom: number, margin: StudentMargin): (x: number) => number {
  const scale = margin.deviation * Math.sqrt((margin.freedom - 2) / margin.freedom);
  if (margin.freedom === freedom) return (x) => scale * x;
  const table = Float64Array.from({ length: nodes }, (_, k) => {
    const lower = studentCumulative(-Math.sinh(k * step), freedom);
    return k === 0 ? 0 : Math.asinh(-studentQuantile(lower, margin.freedom));
  });
  return (x) => {
    const size = Math.sinh(interpolated(table, Math.asinh(Math.abs(x)) / step));
    return scale * (x < 0 ? -size : size);
  };
}

/** Cubic through the four nodes around a place; beyond the last, on along the last step. */
function interpolated(table: Float64Array, place: number): number {
  const last = table.length - 1;
  if (place >= last - 1) {
    const slope = table[last]! - table[last - 1]!;
    return table[last]! + slope * (place - last);
  }
  const k = Math.floor(place);
  const t = place - k;
  // The map is odd: the node before the first mirrors the one after it.
  const before = k === 0 ? -table[1]! : table[k - 1]!;
  const [from, to, after] = [table[k]!, table[k + 1]!, table[k + 2]!];
  return (
    (-t * (t - 1) * (t - 2) * before) / 6 +
    ((t + 1) * (t - 1) * (t - 2) * from) / 2 -
    ((t + 1) * t * (t - 2) * to) / 2 +
    ((t + 1) * t * (t - 1) * after) / 6
  );
}
