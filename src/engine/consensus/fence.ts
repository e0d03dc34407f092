import type { ConsensusSettings, PriceObservation } from './observation.ts';
import { median } from './weighted-median.ts';

/** Scales a median absolute deviation to the standard deviation of a normal law: 1 ÷ Φ⁻¹(3/4). */
const NORMAL_SCALE = 1.482_602_218_505_602;

/** Why a source is out. Fractions of the median that it was judged by. */
export type Breach = {
  /** `band`: too far, whatever the others do. `deviations`: too far for how close the others lie. */
  readonly rule: 'band' | 'deviations';
  /** Distance from the median, positive above it. */
  readonly distance: number;
  /** What was allowed. */
  readonly limit: number;
};

/** What sources are judged by: a centre, and how far from it they may be. */
export type Fence = {
  readonly centre: number;
  /** Fraction of the centre; null where too few sources tell a deviation. */
  readonly deviation: number | null;
  readonly band: number;
};

/**
 * The fence that some sources set: their median, and their median absolute deviation as often as
 * allowed, at least the floor. Each counts once, so that no weight can move the fence.
 *
 * @param trusted at least three
 */
export function fenceOf(
  trusted: readonly PriceObservation[],
  { deviations, floor, band }: ConsensusSettings,
): Fence {
  const centre = median(trusted.map(({ value }) => value));
  const scaled = NORMAL_SCALE * median(trusted.map(({ value }) => Math.abs(value - centre)));
  return { centre, deviation: Math.max((deviations * scaled) / centre, floor), band };
}

/** How a source breaks a fence; null where it is inside. */
export function breachOf({ value }: PriceObservation, fence: Fence): Breach | null {
  const { centre, deviation, band } = fence;
  const distance = (value - centre) / centre;
  const far = Math.abs(distance);
  if (far > band) return { rule: 'band', distance, limit: band };
  return deviation !== null && far > deviation
    ? { rule: 'deviations', distance, limit: deviation }
    : null;
}
