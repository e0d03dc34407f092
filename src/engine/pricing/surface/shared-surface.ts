import type { SharedShape, SliceFit } from '../../contract/surface.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { Instant } from '../../values/units.ts';
import type { FittedExpiry } from './fitted-expiry.ts';
import { rawOfNatural } from './natural-fit.ts';
import { described } from './slice-fit.ts';
import { fitQuotes } from './slice-smile.ts';
import { ssviFit } from './ssvi-fit.ts';
import { ssviCurvature } from './ssvi.ts';
import { sviVariance } from './svi.ts';

/** The second model: one shape for all fitted expiries. */
export type SharedSurface = {
  readonly shape: SharedShape;
  readonly fits: ReadonlyMap<Instant, SliceFit>;
};

/** SSVI through the points of all fitted expiries, by rising time. */
export function sharedSurface(fitted: readonly FittedExpiry[]): Outcome<SharedSurface> {
  const found = ssviFit(
    fitted.map(({ fitted: { points }, years, dated }) => ({
      years,
      quotes: fitQuotes(points, years),
      central: sviVariance(dated.smile, 0),
    })),
  );
  if (!found.ok) return found;
  const { shape, thetas } = found.value;
  const fits = fitted.map(({ expiry, years, fitted: { points } }, i): [Instant, SliceFit] => {
    const theta = thetas[i]!;
    const phi = ssviCurvature({ theta, ...shape });
    const smile = rawOfNatural({ theta, rho: shape.rho, phi });
    return [expiry, described('ssvi', smile, years, points)];
  });
  return ok({ shape, fits: new Map(fits) });
}

/** The second model's smile of one expiry. */
export function sharedSlice(surface: Outcome<SharedSurface>, expiry: Instant): Outcome<SliceFit> {
  if (!surface.ok) return surface;
  const fit = surface.value.fits.get(expiry);
  return fit === undefined
    ? fail('missing-market-data', 'the expiry has no points for a surface')
    : ok(fit);
}
