import type { SmilePoint } from '../../contract/surface.ts';
import { fitQuality, residualOf } from './fit-quality.ts';
import { sliceSmile } from './slice-smile.ts';
import type { SviSmile } from './svi.ts';

/** A quote is far when its residual is so many scales of all … */
const farScales = 6;
/** … of at least so much volatility … */
const leastScale = 0.002;
/** … and so many half-spreads of its own. */
const farSpreads = 2;

function isFar(smile: SviSmile, years: number, point: SmilePoint, scale: number): boolean {
  const size = Math.abs(residualOf(smile, years, point));
  return (
    size > farScales * Math.max(scale, leastScale) &&
    size > (farSpreads * (point.ask - point.bid)) / 2
  );
}

/** With fewer points or a better fit the ends are not tried. */
const fewestToTry = 8;
const wellFitted = 0.95;
/** The rest must be fitted so much better without the end. */
const improvement = 0.5;

/**
 * An end of the smile that bends all of it: the farthest strikes have so much leverage that their
 * residual does not show, but the rest is fitted much better without them and then they are far.
 */
function bendingEnd(smile: SviSmile, years: number, points: readonly SmilePoint[]): SmilePoint[] {
  const { inside, weightedRms } = fitQuality(smile, years, points);
  if (points.length < fewestToTry || inside >= wellFitted * points.length) return [];
  const byK = points.toSorted((a, b) => a.k - b.k);
  for (const end of [byK[0]!, byK.at(-1)!]) {
    const rest = points.filter((one) => one !== end);
    const without = sliceSmile(rest, years);
    if (!without.ok) continue;
    const quality = fitQuality(without.value.smile, years, rest);
    if (quality.weightedRms > improvement * weightedRms) continue;
    if (isFar(without.value.smile, years, end, quality.scale)) return [end];
  }
  return [];
}

/** Points too far from a smile that was fitted to all of them. */
export function farPoints(
  smile: SviSmile,
  years: number,
  points: readonly SmilePoint[],
): readonly SmilePoint[] {
  const { scale } = fitQuality(smile, years, points);
  const far = points.filter((point) => isFar(smile, years, point, scale));
  return far.length > 0 ? far : bendingEnd(smile, years, points);
}
