import {
  bufferedMargin,
  flooredMargin,
  procyclicality,
  riseOver,
  stressWeightedMargin,
} from '../../../src/engine/measures/procyclicality.ts';
import { near, same, vectorCheck, type VectorCheck } from '../frame.ts';

type Case = {
  readonly margin: readonly number[];
  readonly stress_margin: number;
  readonly floor: number;
  readonly expected: Readonly<Record<string, number | null | readonly (number | null)[]>>;
};

/** The release rule the file's conventions state. */
const rule = { size: 0.25, days: 20, from: 0.1, to: 0.35 };

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const margin = Float64Array.from(vector.margin);
  const swing = procyclicality(margin, 60);
  const buffered = bufferedMargin(margin, rule);
  const figures: Record<string, number | null | readonly number[]> = {
    peak_to_trough: swing.peakToTrough,
    max_rise_within_60: swing.largestRise,
    sd_log_change: swing.deviation,
    apc_stress_weight_25: firstMiddleLast(stressWeightedMargin(margin, vector.stress_margin, 0.25)),
    apc_floor: firstMiddleLast(flooredMargin(margin, vector.floor)),
    apc_buffer_25_first_mid_last: firstMiddleLast(buffered),
    apc_buffer_peak_to_trough: procyclicality(buffered, 60).peakToTrough,
  };
  for (const days of [1, 5, 20, 30]) {
    const rise = riseOver(margin, days);
    figures[`max_${days}day_ratio`] = rise?.ratio ?? null;
    figures[`max_${days}day_increase`] = rise?.amount ?? null;
  }
  return Object.entries(vector.expected).flatMap(([field, expected]) => {
    const actual = [figures[field]].flat();
    return [expected].flat().map((reference, at) => {
      const value = actual[at];
      return typeof reference === 'number' && typeof value === 'number'
        ? near(`${field}[${at}]`, value, reference, 1e-12 * Math.abs(reference))
        : same(`${field}[${at}]`, value, reference);
    });
  });
});

const firstMiddleLast = (values: Float64Array): number[] => [
  values[0]!,
  values[Math.floor(values.length / 2)]!,
  values.at(-1)!,
];
