import type { ForwardView, LeftOut, QuoteUse } from '../../contract/surface.ts';
import { fail, type Outcome } from '../../values/outcome.ts';
import type { ExpiryQuotes } from './admitted-quotes.ts';
import { expiryForward } from './expiry-forward.ts';
import type { SurfaceRules } from './option-quote.ts';
import type { PricingPoint } from './quote-volatility.ts';
import { sliceFit, type FittedSlice } from './slice-fit.ts';
import { smilePoints } from './smile-points.ts';

/** One expiry's quotes, its forward, its smile, and what every quote was used for. */
export type ExpirySmile = ExpiryQuotes & {
  readonly discount: number;
  readonly forward: Outcome<ForwardView>;
  readonly slice: Outcome<FittedSlice>;
  /** [quote]. */
  readonly uses: readonly QuoteUse[];
};

/** Standard error of the parity forward, as a fraction of it, up to which it is preferred. */
const finestForward = 5e-4;

/** Fits one expiry. Without a forward there is no smile. */
export function expirySmile(of: ExpiryQuotes, rules: SurfaceRules): ExpirySmile {
  const discount = Math.exp(-rules.rate * of.years);
  const forward = expiryForward(of.quotes, discount, finestForward);
  if (!forward.ok) {
    const uses = of.quotes.map(({ leftOut }): QuoteUse => leftOut ?? 'no forward');
    return { ...of, discount, forward, uses, slice: forward };
  }
  if (!(of.years > 0)) {
    const uses = of.quotes.map(({ leftOut }): QuoteUse => leftOut ?? 'expired');
    return { ...of, discount, forward, uses, slice: fail('not-applicable', 'it has expired') };
  }
  const at: PricingPoint = { forward: forward.value.value, years: of.years, discount };
  const { points, uses } = smilePoints(of.quotes, at, rules);
  const slice = sliceFit(points, of.years);
  if (!slice.ok) return { ...of, discount, forward, uses, slice };
  const far = new Set(slice.value.far.map(({ instrument }) => instrument));
  return {
    ...of,
    discount,
    forward,
    slice,
    uses: uses.map((use, i) =>
      use === 'fit' && far.has(of.quotes[i]!.instrument.id) ? 'far from the fit' : use,
    ),
  };
}

/** The reasons of quotes that are not in the fit, the most frequent first. */
export function leftOutCounts(
  uses: readonly QuoteUse[],
): readonly { readonly why: LeftOut; readonly count: number }[] {
  const counts = new Map<LeftOut, number>();
  for (const use of uses) {
    if (use !== 'fit' && use !== 'in the money') counts.set(use, (counts.get(use) ?? 0) + 1);
  }
  return [...counts]
    .map(([why, count]) => ({ why, count }))
    .toSorted((a, b) => b.count - a.count || (a.why < b.why ? -1 : 1));
}
