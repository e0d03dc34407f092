import { ok, type Outcome } from '../values/outcome.ts';
import type { OptionRight } from './black.ts';
import { impliedVolatility } from './implied-volatility.ts';

/** An option with the venue's mark, in the unit that the venue quotes. */
export type MarkedOption = {
  readonly right: OptionRight;
  readonly strike: number;
  readonly priceUnit: 'quote' | 'underlying';
  readonly mark: number;
  readonly forward: number;
  readonly years: number;
};

/**
 * The volatility in a venue's mark, undiscounted. A coin premium is the premium in the quote
 * currency ÷ forward, as Deribit and OKX quote it. A mark of intrinsic value alone has volatility 0.
 */
export function impliedFromMark(of: MarkedOption): Outcome<number> {
  const { right, strike, forward, years, mark, priceUnit } = of;
  const price = priceUnit === 'underlying' ? mark * forward : mark;
  const found = impliedVolatility({ right, strike, forward, years, discount: 1, price });
  switch (found.kind) {
    case 'volatility':
      return ok(found.volatility);
    case 'zero':
      return ok(0);
    default:
      return { ok: false, failure: found.failure };
  }
}
