import type { MarkDifference } from '../../contract/surface.ts';
import { fail, type Outcome } from '../../values/outcome.ts';
import { logMoneyness } from '../black.ts';
import type { ChainQuote } from './admitted-quotes.ts';
import type { QuotedRange } from './butterfly-check.ts';
import { pricedAt, quotedVolatility, type PricingPoint } from './quote-volatility.ts';
import { quotedRange, type FittedSlice } from './slice-fit.ts';
import { isOutOfTheMoney } from './smile-points.ts';
import { sviVariance, type SviSmile } from './svi.ts';

/** What an expiry's marks are compared with. */
export type MarkYardstick = {
  readonly at: PricingPoint;
  readonly smile: SviSmile;
  /** Scale of the residuals by degrees of freedom, volatility; null of a fit that leaves none. */
  readonly scale: number | null;
  /** Beyond the quotes the smile is a guess, and no mark is off it. */
  readonly quoted: QuotedRange;
};

/** Residuals below this are rounding: a z by less would say nothing. */
const leastScale = 1e-3;

export function yardstick(
  { fit: { model, smile, quality }, points }: FittedSlice,
  at: PricingPoint,
): MarkYardstick {
  const free = points.length - (model === 'svi' ? 5 : 3);
  const scale = quality.scale * Math.sqrt(points.length / free);
  return {
    at,
    smile,
    scale: free > 0 ? Math.max(scale, leastScale) : null,
    quoted: quotedRange(points),
  };
}

/** Marks are printed to so many units of the forward: what a volatility point is worth must be more. */
const coarsest = 1e-6;

/** The fit's price of an option in its own unit, and its volatility; null where its variance is negative. */
export function fittedOption(
  { terms, instrument }: ChainQuote,
  { at, smile }: MarkYardstick,
): { readonly price: number; readonly volatility: number } | null {
  const variance = sviVariance(smile, -logMoneyness(at.forward, terms.strike));
  if (!(variance >= 0)) return null;
  return {
    price: pricedAt(terms, instrument.priceUnit, at, variance),
    volatility: Math.sqrt(variance / at.years),
  };
}

/** Far in a wing a mark moves by less than its last digit as volatility moves. */
function holdsVolatility(quote: ChainQuote, at: PricingPoint, volatility: number): boolean {
  const { terms, instrument } = quote;
  const price = (vol: number): number =>
    pricedAt(terms, instrument.priceUnit, at, vol * vol * at.years);
  const unit = instrument.priceUnit === 'quote' ? at.forward : 1;
  return price(volatility + 0.01) - price(volatility) > coarsest * unit;
}

/**
 * The volatility in a mark, at the forward that is stated with it. In the money it would be that of
 * the forward's last digits.
 */
function markedVolatility(
  quote: ChainQuote,
  mark: number,
  at: PricingPoint,
  volatility: number,
): Outcome<number> {
  const marked: PricingPoint = { ...at, forward: quote.forward ?? at.forward };
  if (!isOutOfTheMoney(quote, marked.forward)) {
    return fail(
      'not-applicable',
      'in the money: the other side of the strike tells its volatility',
    );
  }
  return holdsVolatility(quote, marked, volatility)
    ? quotedVolatility(quote.terms, quote.instrument.priceUnit, marked, mark)
    : fail('not-applicable', 'the mark hardly moves with volatility');
}

/** The venue's mark less the fit and less the mid; null without a mark or a fit. */
export function markDifference(quote: ChainQuote, of: MarkYardstick): MarkDifference | null {
  const fitted = fittedOption(quote, of);
  const { mark, bid, ask, terms } = quote;
  if (fitted === null || mark === null) return null;
  const volatility = markedVolatility(quote, mark, of.at, fitted.volatility);
  const k = -logMoneyness(of.at.forward, terms.strike);
  const isQuoted = k >= of.quoted.low && k <= of.quoted.high;
  const toFit = volatility.ok ? volatility.value - fitted.volatility : null;
  return {
    mark,
    fitted: fitted.price,
    toFit: mark - fitted.price,
    toMid: bid === null || ask === null ? null : mark - (bid + ask) / 2,
    volatility,
    volatilityToFit: toFit,
    z: toFit === null || of.scale === null || !isQuoted ? null : toFit / of.scale,
  };
}
