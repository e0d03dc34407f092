import type { SliceFit, SmilePoint } from '../../contract/surface.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { naturalFit, rawOfNatural } from './natural-fit.ts';
import { sviFit, type VolatilityQuote } from './svi-fit.ts';
import type { SviSmile } from './svi.ts';
import { medianOf } from './weighted-median.ts';

/** No quote counts for more than so many ordinary ones: a tight nonsense must not bend the smile. */
const mostOfMedian = 4;

/**
 * Points as quotes of a fit in total variance: a residual of volatility counts by half the spread, and
 * the largest weight is 1.
 */
export function fitQuotes(
  points: readonly SmilePoint[],
  years: number,
): readonly VolatilityQuote[] {
  const cap = mostOfMedian * medianOf(points.map(({ weight }) => weight));
  const weighed = points.map(({ k, mid, weight }) => ({
    k,
    volatility: mid,
    weight: Math.min(weight, cap) / (2 * mid * years),
  }));
  const largest = Math.max(...weighed.map(({ weight }) => weight));
  return weighed.map((one) => ({ ...one, weight: one.weight / largest }));
}

export const fewestForSvi = 5;
/** Lee's bound. */
const steepestWing = 2;

type SliceSmile = { readonly model: SliceFit['model']; readonly smile: SviSmile };

/**
 * The smile of all points: SVI from five, three parameters from three, or where every SVI has a wing
 * beyond Lee's bound.
 *
 * @param points at least one
 */
export function sliceSmile(points: readonly SmilePoint[], years: number): Outcome<SliceSmile> {
  const quotes = fitQuotes(points, years);
  if (points.length >= fewestForSvi) {
    const found = sviFit(quotes, years, steepestWing);
    if (found.ok) return ok({ model: 'svi', smile: found.value.smile });
  }
  const found = naturalFit(quotes, years);
  return found.ok ? ok({ model: 'svi-natural', smile: rawOfNatural(found.value) }) : found;
}
