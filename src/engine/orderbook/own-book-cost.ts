import type { Instrument } from '../model/instrument.ts';
import type { BookLevel, VenueBook } from '../model/live-books.ts';
import { venueOf } from '../values/ids.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { baseUnits, knownRate, type Rates } from './base-book.ts';
import { filledBy, type Offer } from './fills.ts';
import { bookFault } from './sound-book.ts';
import { tradeCost, type TakerFees, type TradeCost } from './trade-cost.ts';

/** Base units of one contract at a price; options count their underlying. */
const unitsAt = (of: Instrument, price: number): number =>
  of.option === null ? baseUnits(of, price) : of.multiplier;

/**
 * What closing contracts of one instrument costs in its own book: a long sells to the bids, a short
 * buys from the asks. For an inverse contract this is the loss in coin against the mid, the coin
 * taken at the mid of the contract. An option is closed at the bids and asks of its own book, its
 * price per base unit of the underlying; what venues charge for that is not a fraction of what is
 * traded, so its fees are not known here.
 *
 * @param held contracts, long positive, not 0
 */
export function ownBookCost(
  book: VenueBook,
  held: number,
  fees: TakerFees | null,
  rates: Rates,
): Outcome<TradeCost> {
  const { instrument } = book;
  const { id, payoff, priceUnit, underlying, quote, option, market } = instrument;
  if (payoff === 'quanto') {
    return fail('unsupported-instrument', `${id} is a quanto contract: no base units`, id);
  }
  if (!(Number.isFinite(instrument.multiplier) && instrument.multiplier > 0)) {
    return fail('malformed', `multiplier ${instrument.multiplier} of ${id} is not positive`, id);
  }
  const fault = bookFault(book);
  if (fault !== null) return { ok: false, failure: fault };
  const rate = knownRate(priceUnit === 'underlying' ? underlying : quote, rates);
  if (!rate.ok) return rate;
  const [bid] = book.bids;
  const [ask] = book.asks;
  if (bid === undefined || ask === undefined) {
    return fail('missing-market-data', `a side of the book of ${id} is empty: there is no mid`, id);
  }
  const mid = (bid.price + ask.price) / 2;
  const venue = venueOf(market);
  const offered = ({ price, quantity }: BookLevel): Offer => ({
    instrument: id,
    venue,
    units: quantity,
    base: unitsAt(instrument, price),
    price: price * rate.value,
  });
  const side = held > 0 ? 'sell' : 'buy';
  const contracts = Math.abs(held);
  const notional = unitsAt(instrument, mid) * mid * rate.value;
  const filled = filledBy(contracts, (side === 'sell' ? book.bids : book.asks).map(offered));
  const charged = option === null ? fees : null;
  return ok(tradeCost(side, contracts, filled, mid * rate.value, notional, charged));
}
