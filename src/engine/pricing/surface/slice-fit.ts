import type { SliceFit, SmilePoint } from '../../contract/surface.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { butterflyCheck, type QuotedRange } from './butterfly-check.ts';
import { farPoints } from './far-points.ts';
import { fitQuality } from './fit-quality.ts';
import { smileNumbers } from './smile-numbers.ts';
import { fewestForSvi, sliceSmile } from './slice-smile.ts';
import type { SviSmile } from './svi.ts';

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

/** Were more of them far, the smile would be wrong and not the quotes. */
const mostFar = 0.2;
const rounds = 4;

/**
 * The smile of one expiry: SVI from five points, three parameters from three. Points far from the fit are
 * left out and the rest fitted again, at most a fifth of them.
 */
export function sliceFit(all: readonly SmilePoint[], years: number): Outcome<FittedSlice> {
  if (all.length === 0) return fail('missing-market-data', 'no quote can be fitted');
  let points = all;
  let far: readonly SmilePoint[] = [];
  let fitted = sliceSmile(points, years);
  for (let round = 0; round < rounds && fitted.ok; round++) {
    const { model, smile } = fitted.value;
    if (model !== 'svi') break;
    const more = new Set(farPoints(smile, years, points));
    const left = points.filter((one) => !more.has(one));
    if (more.size === 0 || left.length < fewestForSvi) break;
    if (far.length + more.size > mostFar * all.length) break;
    points = left;
    far = [...far, ...more];
    fitted = sliceSmile(points, years);
  }
  if (!fitted.ok) return fitted;
  return ok({ fit: described(fitted.value.model, fitted.value.smile, years, points), points, far });
}
