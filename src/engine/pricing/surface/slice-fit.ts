import type { SliceFit, SmilePoint } from '../../contract/surface.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { butterflyCheck, type QuotedRange } from './butterfly-check.ts';
import { fitQuality, residualOf } from './fit-quality.ts';
import { naturalFit, rawOfNatural } from './natural-fit.ts';
import { smileNumbers } from './smile-numbers.ts';
import { sviFit, type VolatilityQuote } from './svi-fit.ts';
import type { SviSmile } from './svi.ts';
import { medianOf } from './weighted-median.ts';

/** A smile of one expiry, and the points that it was fitted to; the others lie far from it. */
export type FittedSlice = {
  readonly fit: SliceFit;
  readonly points: readonly SmilePoint[];
  readonly far: readonly SmilePoint[];
};

export const quotedRange = (points: readonly SmilePoint[]): QuotedRange => ({
  low: Math.min(...points.map(({ k }) => k)),
  high: Math.max(...points.map(({ k }) => k)),
});

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

/** Checks, quality and numbers of a smile against points. */
export function described(
  model: SliceFit['model'],
  smile: SviSmile,
  years: number,
  points: readonly SmilePoint[],
): SliceFit {
  const quoted = quotedRange(points);
  return {
    model,
    smile,
    butterfly: butterflyCheck(smile, quoted),
    quality: fitQuality(smile, years, points),
    numbers: smileNumbers(smile, years, quoted),
  };
}

const fewestForSvi = 5;
/** Lee's bound. */
const steepestWing = 2;

type Fitted = { readonly model: SliceFit['model']; readonly smile: SviSmile };

function smileOf(points: readonly SmilePoint[], years: number): Outcome<Fitted> {
  const quotes = fitQuotes(points, years);
  if (points.length >= fewestForSvi) {
    const found = sviFit(quotes, years, steepestWing);
    if (found.ok) return ok({ model: 'svi', smile: found.value.smile });
  }
  const found = naturalFit(quotes, years);
  return found.ok ? ok({ model: 'svi-natural', smile: rawOfNatural(found.value) }) : found;
}

/** A quote is far when its residual is so many scales of all … */
const farScales = 6;
/** … of at least so much volatility … */
const leastScale = 0.002;
/** … and so many half-spreads of its own. */
const farSpreads = 2;
/** Were more of them far, the smile would be wrong and not the quotes. */
const mostFar = 0.2;
const rounds = 4;

function farFrom(smile: SviSmile, years: number, points: readonly SmilePoint[]): boolean[] {
  const { scale } = fitQuality(smile, years, points);
  return points.map((point) => {
    const size = Math.abs(residualOf(smile, years, point));
    return (
      size > farScales * Math.max(scale, leastScale) &&
      size > (farSpreads * (point.ask - point.bid)) / 2
    );
  });
}

/**
 * The smile of one expiry: SVI from five points, three parameters from three. Points far from the fit are
 * left out and the rest fitted again, at most a fifth of them.
 */
export function sliceFit(all: readonly SmilePoint[], years: number): Outcome<FittedSlice> {
  if (all.length === 0) return fail('missing-market-data', 'no quote can be fitted');
  let points = all;
  let far: readonly SmilePoint[] = [];
  let fitted = smileOf(points, years);
  for (let round = 0; round < rounds && fitted.ok; round++) {
    const { model, smile } = fitted.value;
    if (model !== 'svi') break;
    const isFar = farFrom(smile, years, points);
    const more = points.filter((_, i) => isFar[i]);
    const left = points.filter((_, i) => !isFar[i]);
    if (more.length === 0 || left.length < fewestForSvi) break;
    if (far.length + more.length > mostFar * all.length) break;
    points = left;
    far = [...far, ...more];
    fitted = smileOf(points, years);
  }
  if (!fitted.ok) return fitted;
  return ok({ fit: described(fitted.value.model, fitted.value.smile, years, points), points, far });
}
