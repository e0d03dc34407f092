import type { Book, Position } from '../model/book.ts';
import type { Instrument } from '../model/instrument.ts';
import type { MarketState, Quote } from '../model/market.ts';
import type { PricedPosition } from '../model/priced.ts';
import { impliedFromMark } from '../pricing/mark.ts';
import type { Asset, InstrumentId } from '../values/ids.ts';
import { fail, ok, type Failure, type Outcome } from '../values/outcome.ts';
import { instant, type Instant } from '../values/units.ts';
import { forwards, yearsBetween, type ForwardOf } from './forward-curves.ts';

/** A position that could not be priced, and why. */
export type Unpriced = { readonly position: Position; readonly failure: Failure };

export type Resolved = {
  readonly priced: readonly PricedPosition[];
  readonly unpriced: readonly Unpriced[];
};

/** Reporting currency per unit of `of`, with its age; the reporting currency itself is 1. */
export function rateOf(
  of: Asset,
  reporting: Asset,
  market: Pick<MarketState, 'spots'>,
): Outcome<Quote> {
  if (of === reporting) {
    return ok({ value: 1, at: instant(Number.MAX_SAFE_INTEGER), source: 'by definition' });
  }
  const quote = market.spots.get(of);
  return quote === undefined
    ? fail('missing-market-data', `no price of ${of} in ${reporting}`)
    : positive(quote, `price ${quote.value} of ${of}`);
}

/** The quote, where its value can be a price. */
const positive = (quote: Quote, what: string): Outcome<Quote> =>
  quote.value > 0 && quote.value < Infinity
    ? ok(quote)
    : fail('malformed', `${what} is not positive`, quote.source);

function priced(
  position: Position,
  of: Instrument,
  market: MarketState,
  reporting: Asset,
  asOf: Instant,
  forwardOf: ForwardOf,
): Outcome<PricedPosition> {
  if (of.expiry !== null && of.expiry <= asOf) {
    return fail('not-applicable', `${of.symbol} expired before the time of this run`);
  }
  const quoteRate = rateOf(of.quote, reporting, market);
  if (!quoteRate.ok) return quoteRate;
  const settlementRate = rateOf(of.settlement, reporting, market);
  if (!settlementRate.ok) return settlementRate;
  const marked = market.marks.get(of.id);
  const spotRate = spotOf(of, marked, quoteRate.value, market);
  if (!spotRate.ok) return spotRate;

  const spot = spotRate.value.value / quoteRate.value.value;
  const { value: forward, at: forwardAt } = forwardOf(of, spot, marked);
  if (!(forward > 0)) {
    return fail('malformed', `forward ${forward} of ${of.underlying} is not positive`);
  }
  const years = of.expiry === null ? 0 : yearsBetween(asOf, of.expiry);
  const volatility = volatilityOf(of, marked, forward, years, market);
  if (!volatility.ok) return volatility;
  const mark = markOf(of, marked, forward, spot, spotRate.value);
  if (!mark.ok) return mark;

  return ok({
    position,
    instrument: of,
    mark: mark.value.value,
    spot,
    forward,
    volatility: volatility.value?.value ?? null,
    years,
    settlementRate: settlementRate.value.value,
    quoteRate: quoteRate.value.value,
    oldest: instant(
      Math.min(
        mark.value.at,
        spotRate.value.at,
        quoteRate.value.at,
        settlementRate.value.at,
        forwardAt ?? asOf,
        volatility.value?.at ?? asOf,
        asOf,
      ),
    ),
  });
}

/**
 * Spot of the underlying in the reporting currency. A future, perpetual or share whose underlying
 * has no price of its own is its own best witness: the venue's mark stands in.
 */
function spotOf(
  of: Instrument,
  mark: Quote | undefined,
  quoteRate: Quote,
  market: MarketState,
): Outcome<Quote> {
  const known = market.spots.get(of.underlying);
  if (known !== undefined) return positive(known, `price ${known.value} of ${of.underlying}`);
  if (of.kind !== 'option' && mark !== undefined) {
    return ok({ ...mark, value: mark.value * quoteRate.value });
  }
  return fail('missing-market-data', `no price of the underlying ${of.underlying}`);
}

function markOf(
  of: Instrument,
  marked: Quote | undefined,
  forward: number,
  spot: number,
  spotQuote: Quote,
): Outcome<Quote> {
  if (marked !== undefined) {
    return marked.value > 0 || (of.kind === 'option' && marked.value === 0)
      ? ok(marked)
      : fail('malformed', `mark ${marked.value} of ${of.symbol} is not positive`);
  }
  if (of.kind === 'option') {
    return fail('missing-market-data', `no mark of the option ${of.symbol}`);
  }
  const value = of.kind === 'future' ? forward : spot;
  return ok({ value, at: spotQuote.at, source: `spot of ${of.underlying} in place of a mark` });
}

type Volatility = { readonly value: number; readonly at: Instant };

function volatilityOf(
  of: Instrument,
  mark: Quote | undefined,
  forward: number,
  years: number,
  market: MarketState,
): Outcome<Volatility | null> {
  if (of.option === null) return ok(null);
  const stated = market.volatilities.get(of.id);
  if (stated !== undefined) {
    return stated.value > 0
      ? ok(stated)
      : fail('malformed', `volatility ${stated.value} of ${of.symbol} is not positive`);
  }
  if (mark === undefined) {
    return fail('missing-market-data', `no mark and no volatility of the option ${of.symbol}`);
  }
  const implied = impliedFromMark({
    right: of.option.right,
    strike: of.option.strike,
    priceUnit: of.priceUnit,
    mark: mark.value,
    forward,
    years,
  });
  return implied.ok ? ok({ value: implied.value, at: mark.at }) : implied;
}

/** Resolves one position; every failure names where the position comes from. */
export type Resolver = (position: Position) => Outcome<PricedPosition>;

/** Resolves positions of a market at one time. */
export function resolver(
  instruments: ReadonlyMap<InstrumentId, Instrument>,
  market: MarketState,
  reporting: Asset,
  asOf: Instant,
): Resolver {
  const forwardOf = forwards(market, asOf);
  return (position) => {
    const of = instruments.get(position.instrument);
    const outcome =
      of === undefined
        ? fail('unknown-contract', `no contract facts of ${position.instrument}`)
        : priced(position, of, market, reporting, asOf, forwardOf);
    return outcome.ok
      ? outcome
      : { ok: false, failure: { ...outcome.failure, at: position.source } };
  };
}

/** Contracts of a book by their id. */
export const instrumentsOf = ({ instruments }: Book): ReadonlyMap<InstrumentId, Instrument> =>
  new Map(instruments.map((one) => [one.id, one]));

/** Positions with what became of each, in the order of the book, as those that have a price and those that have none. */
export function sorted(
  positions: readonly Position[],
  outcomes: readonly Outcome<PricedPosition>[],
): Resolved {
  const items: PricedPosition[] = [];
  const unpriced: Unpriced[] = [];
  outcomes.forEach((outcome, at) => {
    if (outcome.ok) items.push(outcome.value);
    else unpriced.push({ position: positions[at]!, failure: outcome.failure });
  });
  return { priced: items, unpriced };
}

/** Finds everything that the value of each position depends on; what cannot be priced is kept with its reason. */
export const resolve = (
  book: Book,
  market: MarketState,
  reporting: Asset,
  asOf: Instant,
): Resolved =>
  sorted(
    book.positions,
    book.positions.map(resolver(instrumentsOf(book), market, reporting, asOf)),
  );
