import type { DatedSmile } from './calendar-check.ts';
import type { ExpirySmile } from './expiry-smile.ts';
import type { PricingPoint } from './quote-volatility.ts';
import { quotedRange, type FittedSlice } from './slice-fit.ts';

/** An expiry whose smile was fitted. */
export type FittedExpiry = ExpirySmile & {
  readonly at: PricingPoint;
  readonly fitted: FittedSlice;
  readonly dated: DatedSmile;
};

/** The expiry with its fit, in a list of one; none where it has no fit. */
export function fittedExpiry(smile: ExpirySmile): readonly FittedExpiry[] {
  const { slice, forward, expiry, years, discount } = smile;
  if (!slice.ok || !forward.ok) return [];
  const fitted = slice.value;
  const quoted = quotedRange(fitted.points);
  return [
    {
      ...smile,
      at: { forward: forward.value.value, years, discount },
      fitted,
      dated: { expiry, years, smile: fitted.fit.smile, quoted },
    },
  ];
}
