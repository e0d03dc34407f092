import type { ChainRow, ChainSide, QuoteUse } from '../../contract/surface.ts';
import { fail, type Outcome } from '../../values/outcome.ts';
import type { Instant } from '../../values/units.ts';
import { logMoneyness } from '../black.ts';
import { quotesByExpiry, type ChainQuote } from './admitted-quotes.ts';
import { expirySmile } from './expiry-smile.ts';
import { fittedOption, markDifference, yardstick, type MarkYardstick } from './mark-difference.ts';
import { usualSurfaceRules, type OptionQuote, type SurfaceRules } from './option-quote.ts';
import { quotedVolatility, type PricingPoint } from './quote-volatility.ts';

function sideOf(
  quote: ChainQuote,
  use: QuoteUse,
  at: PricingPoint | null,
  stick: MarkYardstick | null,
): ChainSide {
  const { instrument, terms, bid, ask, bidSize, askSize, mark } = quote;
  const volatility = (price: number | null, what: string): Outcome<number> => {
    if (price === null) return fail('missing-market-data', `there is no ${what}`);
    return at === null
      ? fail('missing-market-data', 'there is no forward')
      : quotedVolatility(terms, instrument.priceUnit, at, price);
  };
  return {
    instrument: instrument.id,
    bid,
    ask,
    bidSize,
    askSize,
    bidVolatility: volatility(bid, 'bid'),
    askVolatility: volatility(ask, 'ask'),
    stated: {
      bid: quote.bidVolatility,
      ask: quote.askVolatility,
      mark: quote.markVolatility,
    },
    mark,
    use,
    difference: stick === null ? null : markDifference(quote, stick),
    fitted: stick === null ? null : (fittedOption(quote, stick)?.price ?? null),
  };
}

/**
 * The book of one expiry by strike, calls and puts beside the fit: empty where nothing is quoted.
 *
 * @param quotes of one surface: one market, underlying, quote and settlement
 */
export function optionChain(
  quotes: readonly OptionQuote[],
  expiry: Instant,
  asOf: Instant,
  rules: SurfaceRules = usualSurfaceRules,
): readonly ChainRow[] {
  const [of] = quotesByExpiry(
    quotes.filter(({ instrument }) => instrument.expiry === expiry),
    asOf,
    rules,
  );
  if (of === undefined) return [];
  const { forward, slice, years, discount, uses } = expirySmile(of, rules);
  const at = forward.ok && years > 0 ? { forward: forward.value.value, years, discount } : null;
  const stick = at !== null && slice.ok ? yardstick(slice.value, at) : null;
  const strikes = new Map<number, ChainRow>();
  of.quotes.forEach((quote, i) => {
    const { strike, right } = quote.terms;
    const use = uses[i]!;
    if (use === 'older duplicate') return;
    const side = sideOf(quote, use, at, stick);
    const row = strikes.get(strike) ?? {
      strike,
      k: at === null ? null : -logMoneyness(at.forward, strike),
      fittedVolatility: stick === null ? null : (fittedOption(quote, stick)?.volatility ?? null),
      call: null,
      put: null,
    };
    strikes.set(strike, { ...row, [right]: side });
  });
  return [...strikes.values()];
}
