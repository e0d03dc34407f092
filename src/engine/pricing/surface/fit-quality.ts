import type { FitQuality, SmilePoint } from '../../contract/surface.ts';
import { sviVariance, type SviSmile } from './svi.ts';
import { medianOf } from './weighted-median.ts';

/** Volatility of the smile at a point less that of the point's mid; a negative variance counts as 0. */
export const residualOf = (smile: SviSmile, years: number, { k, mid }: SmilePoint): number =>
  Math.sqrt(Math.max(sviVariance(smile, k), 0) / years) - mid;

/** What a standard deviation is to the median size of normal residuals. */
const normalMedian = 1.4826;
/** Exactness of an implied volatility: a fit that is nearer than this to bid or ask touches it. */
const touching = 1e-9;

/** @param points at least one */
export function fitQuality(
  smile: SviSmile,
  years: number,
  points: readonly SmilePoint[],
): FitQuality {
  let weights = 0;
  let sum = 0;
  let inside = 0;
  let worst = { strike: points[0]!.strike, residual: 0 };
  const sizes = points.map((point) => {
    const residual = residualOf(smile, years, point);
    weights += point.weight ** 2;
    sum += (point.weight * residual) ** 2;
    const fitted = point.mid + residual;
    if (fitted >= point.bid - touching && fitted <= point.ask + touching) inside++;
    if (Math.abs(residual) > Math.abs(worst.residual)) worst = { strike: point.strike, residual };
    return Math.abs(residual);
  });
  return {
    weightedRms: Math.sqrt(sum / weights),
    scale: normalMedian * medianOf(sizes),
    inside,
    points: points.length,
    worst,
  };
}
