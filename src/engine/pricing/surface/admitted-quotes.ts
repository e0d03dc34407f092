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

const isPositive = (x: number | null): boolean => x === null || (Number.isFinite(x) && x > 0);
const side = (price: number | null): number | null => (price === 0 ? null : price);

function reasonOf(
  quote: OptionQuote,
  years: number,
  asOf: Instant,
  of: SurfaceRules,
): LeftOut | null {
  const bid = side(quote.bid);
  const ask = side(quote.ask);
  if (!isPositive(bid) || !isPositive(ask) || !isPositive(side(quote.forward))) {
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

/** Fitted never are forwards, marks and sizes; where they are no numbers they are unknown. */
function sound(quote: OptionQuote): OptionQuote {
  const known = (x: number | null, least: number): number | null =>
    x !== null && Number.isFinite(x) && x >= least ? x : null;
  return {
    ...quote,
    bid: side(quote.bid),
    ask: side(quote.ask),
    mark: known(quote.mark, 0),
    forward: known(side(quote.forward), Number.MIN_VALUE),
    bidVolatility: known(side(quote.bidVolatility), 0),
    askVolatility: known(side(quote.askVolatility), 0),
    markVolatility: known(side(quote.markVolatility), 0),
    bidSize: known(quote.bidSize, 0),
    askSize: known(quote.askSize, 0),
  };
}

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
