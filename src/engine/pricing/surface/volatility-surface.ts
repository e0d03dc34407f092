import { invariant } from '../../values/invariant.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

/** The smile of one expiry. */
export type SurfaceSlice = {
  /** To expiry, positive. */
  readonly years: number;
  /** Volatility² × years at k = ln(strike ÷ forward). */
  readonly variance: (k: number) => number;
};

/** Smiles in the order of their expiries, at least one. */
export type VolatilitySurface = { readonly slices: readonly SurfaceSlice[] };

export function volatilitySurface(slices: readonly SurfaceSlice[]): VolatilitySurface {
  invariant(slices.length > 0, 'a volatility surface has a slice at least');
  return { slices: slices.toSorted((a, b) => a.years - b.years) };
}

/**
 * Total variance at constant k: linear in time between expiries; before the first and after the last
 * the volatility is held, so the variance is proportional to time.
 */
export function surfaceVariance({ slices }: VolatilitySurface, years: number, k: number): number {
  const after = slices.findIndex((slice) => slice.years >= years);
  const edge = after < 0 ? slices.at(-1)! : slices[0]!;
  if (after <= 0) return (edge.variance(k) * years) / edge.years;
  const before = slices[after - 1]!;
  const next = slices[after]!;
  const share = (years - before.years) / (next.years - before.years);
  return (1 - share) * before.variance(k) + share * next.variance(k);
}

/**
 * Volatility of a strike, fraction per √year.
 *
 * @param years positive
 */
export function surfaceVolatility(
  surface: VolatilitySurface,
  years: number,
  k: number,
): Outcome<number> {
  const variance = surfaceVariance(surface, years, k);
  return variance >= 0
    ? ok(Math.sqrt(variance / years))
    : fail('not-applicable', `the total variance is ${variance} at ln(strike / forward) ${k}`);
}

/** Whether the total variance at k never falls with time: no free calendar spread there. */
export function isCalendarFree({ slices }: VolatilitySurface, k: number): boolean {
  return slices.every((slice, i) => i === 0 || slice.variance(k) >= slices[i - 1]!.variance(k));
}

/**
 * Where to read the smile of before for a strike after the forward has moved.
 *
 * @param stickiness 0 sticky moneyness (delta), 1 sticky strike, about 1.5 to 2 as local volatility
 * of an equity has it
 * @see Bergomi, "Stochastic Volatility Modeling" (2016), on the skew-stickiness ratio
 */
export function movedMoneyness(
  strike: number,
  forwardBefore: number,
  forwardAfter: number,
  stickiness: number,
): number {
  return Math.log(strike / forwardAfter) + stickiness * Math.log(forwardAfter / forwardBefore);
}
