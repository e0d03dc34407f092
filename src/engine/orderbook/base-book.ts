import { rateOf } from '../factors/resolve.ts';
import type { Instrument } from '../model/instrument.ts';
import type { BookLevel, VenueBook } from '../model/live-books.ts';
import type { MarketState } from '../model/market.ts';
import type { Asset } from '../values/ids.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { bookFault } from './sound-book.ts';

/** Prices of assets, and the currency that everything is brought to. */
export type Rates = Pick<MarketState, 'spots'> & { readonly reporting: Asset };

/** Reporting currency per unit of an asset; one that is unknown or not positive has its reason. */
export function knownRate(of: Asset, { spots, reporting }: Rates): Outcome<number> {
  const found = rateOf(of, reporting, { spots });
  if (!found.ok) return found;
  const { value } = found.value;
  return Number.isFinite(value) && value > 0
    ? ok(value)
    : fail('malformed', `price ${value} of ${of} in ${reporting} is not positive`);
}

/** One venue's book with prices in the reporting currency per base unit and quantities in base units. */
export type BaseBook = {
  readonly source: VenueBook;
  /** Reporting currency per unit of the quote currency. */
  readonly rate: number;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
};

/** Base units of one contract that trades at a price in the quote currency. */
export const baseUnits = ({ payoff, multiplier }: Instrument, price: number): number =>
  payoff === 'inverse' ? multiplier / price : multiplier;

/**
 * A book of a spot market or of a linear or inverse contract in one unit. A linear contract is worth
 * its multiplier in base units, an inverse one multiplier ÷ price, level by level. Quanto contracts
 * and options are refused: what they give is no base unit.
 */
export function baseBook(book: VenueBook, rates: Rates): Outcome<BaseBook> {
  const { instrument } = book;
  const { id, payoff, kind, multiplier } = instrument;
  if (kind === 'option' || payoff === 'quanto') {
    const what = kind === 'option' ? 'an option' : 'a quanto contract';
    return fail('unsupported-instrument', `${id} is ${what}: its book gives no base units`, id);
  }
  if (!(Number.isFinite(multiplier) && multiplier > 0)) {
    return fail('malformed', `multiplier ${multiplier} of ${id} is not positive`, id);
  }
  const fault = bookFault(book);
  if (fault !== null) return { ok: false, failure: fault };
  const rate = knownRate(instrument.quote, rates);
  if (!rate.ok) {
    const { reason, message } = rate.failure;
    return fail(reason, `order book of ${id} is left out: ${message}`, id);
  }
  const converted = ({ price, quantity }: BookLevel): BookLevel => ({
    price: price * rate.value,
    quantity: quantity * baseUnits(instrument, price),
  });
  return ok({
    source: book,
    rate: rate.value,
    bids: book.bids.map(converted),
    asks: book.asks.map(converted),
  });
}
