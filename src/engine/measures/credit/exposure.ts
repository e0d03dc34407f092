import { inverseHazardSlope } from '../../numeric/special/mills.ts';
import { normalDensity, normalQuantile } from '../../numeric/special/normal.ts';

/** What could be owed at one time; all at least 0. */
export type Exposure = {
  /** Years from now. */
  readonly time: number;
  /** Mean of what they owe us. */
  readonly expected: number;
  /** Mean of what we owe them. */
  readonly expectedNegative: number;
  /** Largest expected exposure until then. */
  readonly effective: number;
  /** Potential future exposure at each of the confidences asked for. */
  readonly potential: readonly number[];
};

/**
 * Exposure of a netting set whose value is V₀ + μ t + σ √t Z.
 *
 * @param value now, positive is owed to us
 * @param drift per year, and volatility per √year
 * @param times years, at least 0, rising
 * @param confidences such as 0.975
 * @see Gregory, "The xVA Challenge" (2020), chapter 11
 */
export function normalExposure(
  {
    value,
    drift,
    volatility,
  }: { readonly value: number; readonly drift: number; readonly volatility: number },
  times: readonly number[],
  confidences: readonly number[],
): readonly Exposure[] {
  let effective = 0;
  return times.map((time) => {
    const mean = value + drift * time;
    const deviation = volatility * Math.sqrt(time);
    const expected = meanPositive(mean, deviation);
    effective = Math.max(effective, expected);
    return {
      time,
      expected,
      expectedNegative: meanPositive(-mean, deviation),
      effective,
      potential: confidences.map((q) => Math.max(0, mean + normalQuantile(q) * deviation)),
    };
  });
}

/**
 * E[max(X, 0)] of a normal X, accurate relatively far into the tail: the textbook form
 * m N(m/s) + s n(m/s) cancels there.
 */
function meanPositive(mean: number, deviation: number): number {
  if (deviation === 0) return Math.max(mean, 0);
  const z = mean / deviation;
  const tail = deviation * normalDensity(z) * inverseHazardSlope(-Math.abs(z));
  return z > 0 ? mean + tail : tail;
}

/**
 * Exposure that builds up while a margin call goes unanswered: a collateralised set is worth
 * nothing net at the last call.
 *
 * @param volatility per √year
 * @param period margin period of risk, years
 */
export function callPeriodExposure(
  volatility: number,
  period: number,
  confidences: readonly number[],
): Exposure {
  return normalExposure({ value: 0, drift: 0, volatility }, [period], confidences)[0]!;
}
