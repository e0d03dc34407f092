import type { LeftOut } from '../../contract/surface.ts';
import type { Instrument, OptionTerms } from '../../model/instrument.ts';
import type { Instant } from '../../values/units.ts';
import { yearFraction } from '../year-fraction.ts';
import type { OptionQuote, SurfaceRules } from './option-quote.ts';

/** A quote of a contract whose terms are known; a side of 0 is null here. */
export type ChainQuote = OptionQuote & {
  readonly terms: OptionTerms;
  readonly expiry: Instant;
  /** Why it is not fitted, as far as the quote alone tells; null: it has a bid and an ask to fit. */
  readonly leftOut: LeftOut | null;
};

/** The quotes of one expiry, the newest of each option and by strike. */
export type ExpiryQuotes = {
  readonly expiry: Instant;
  readonly years: number;
  readonly quotes: readonly ChainQuote[];
};

/** What `Instrument` must say for Black's formula to hold; null when it does. */
export function refusal({ kind, expiry, option, payoff, priceUnit }: Instrument): string | null {
  if (kind !== 'option' || option === null || expiry === null) return 'it is no option with terms';
  if (option.exercise !== 'european') return 'its exercise is American';
  if (!(Number.isFinite(option.strike) && option.strike > 0)) {
    return `its strike was ${option.strike}`;
  }
  if (payoff === 'quanto') return 'it is a quanto';
  return (payoff === 'inverse') === (priceUnit === 'underlying')
    ? null
    : `its payoff is ${payoff} and it is priced by the ${priceUnit}`;
}

/** A figure of a quote as it may be used: 0 and what is no price are none. */
const price = (x: number | null): number | null =>
  x !== null && Number.isFinite(x) && x > 0 ? x : null;

/** The same where 0 is a figure. */
const figure = (x: number | null): number | null =>
  x !== null && Number.isFinite(x) && x >= 0 ? x : null;

const isMalformed = (x: number | null): boolean => x !== null && figure(x) === null;

function reasonOf(
  quote: OptionQuote,
  years: number,
  asOf: Instant,
  of: SurfaceRules,
): LeftOut | null {
  const bid = price(quote.bid);
  const ask = price(quote.ask);
  const { bidVolatility, askVolatility, markVolatility, bidSize, askSize } = quote;
  const stated = [quote.bid, quote.ask, quote.mark, quote.forward, bidSize, askSize];
  if ([...stated, bidVolatility, askVolatility, markVolatility].some(isMalformed)) {
    return 'malformed number';
  }
  if (!(years > 0)) return 'expired';
  if (!(asOf - quote.at <= of.staleAfter)) return 'stale';
  if (quote.at - asOf > of.aheadBy) return 'dated ahead';
  if (bid === null && ask === null) return 'no bid and no ask';
  if (bid === null) return 'no bid';
  if (ask === null) return 'no ask';
  return bid > ask ? 'crossed' : null;
}

function newestFirst(a: OptionQuote, b: OptionQuote): number {
  return b.at - a.at;
}

const byContract = (a: ChainQuote, b: ChainQuote): number =>
  a.terms.strike - b.terms.strike ||
  (a.terms.right < b.terms.right ? -1 : a.terms.right > b.terms.right ? 1 : 0) ||
  (a.instrument.id < b.instrument.id ? -1 : 1);

/** The quote with what is no figure unknown. */
const sound = (quote: OptionQuote): OptionQuote => ({
  ...quote,
  bid: price(quote.bid),
  ask: price(quote.ask),
  mark: figure(quote.mark),
  forward: price(quote.forward),
  bidVolatility: price(quote.bidVolatility),
  askVolatility: price(quote.askVolatility),
  markVolatility: price(quote.markVolatility),
  bidSize: figure(quote.bidSize),
  askSize: figure(quote.askSize),
});

/**
 * The quotes of European options by expiry, the earliest first, each with why it cannot be fitted, if
 * so; contracts of another kind are left aside. The order in which quotes come does not matter.
 */
export function quotesByExpiry(
  quotes: readonly OptionQuote[],
  asOf: Instant,
  rules: SurfaceRules,
): readonly ExpiryQuotes[] {
  const expiries = new Map<Instant, ChainQuote[]>();
  const seen = new Set<string>();
  for (const quote of quotes.toSorted(newestFirst)) {
    const { instrument } = quote;
    const { expiry, option: terms } = instrument;
    if (refusal(instrument) !== null || expiry === null || terms === null) continue;
    const again = seen.has(instrument.id);
    seen.add(instrument.id);
    const leftOut = again
      ? 'older duplicate'
      : reasonOf(quote, yearFraction(asOf, expiry), asOf, rules);
    const list = expiries.get(expiry);
    const one: ChainQuote = { ...sound(quote), terms, expiry, leftOut };
    if (list === undefined) expiries.set(expiry, [one]);
    else list.push(one);
  }
  return [...expiries]
    .toSorted(([a], [b]) => a - b)
    .map(([expiry, list]) => ({
      expiry,
      years: yearFraction(asOf, expiry),
      quotes: list.toSorted(byContract),
    }));
}
