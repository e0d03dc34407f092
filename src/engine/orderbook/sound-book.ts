import type { BookLevel, VenueBook } from '../model/live-books.ts';
import { failure, type Failure } from '../values/outcome.ts';

function sideFault(side: 'bid' | 'ask', levels: readonly BookLevel[]): string | null {
  const worsens = side === 'bid' ? -1 : 1;
  let last: number | null = null;
  for (const [i, { price, quantity }] of levels.entries()) {
    if (!(Number.isFinite(price) && price > 0)) return `price ${price} of ${side} ${i}`;
    if (!(Number.isFinite(quantity) && quantity > 0)) return `quantity ${quantity} of ${side} ${i}`;
    if (last !== null && (price - last) * worsens < 0) {
      return `${side} ${i} at ${price} is better than the one before at ${last}`;
    }
    last = price;
  }
  return null;
}

/**
 * What is wrong with one venue's book: a level that is not positive and finite, levels out of order,
 * nothing in it, or somebody bidding as much as somebody asks, which no venue leaves standing. Null:
 * nothing. A side may be empty.
 */
export function bookFault({ instrument, bids, asks }: VenueBook): Failure | null {
  const { id } = instrument;
  const broken = sideFault('bid', bids) ?? sideFault('ask', asks);
  if (broken !== null) return failure('malformed', `order book of ${id}: ${broken}`, id);
  const [bid] = bids;
  const [ask] = asks;
  if (bid === undefined && ask === undefined) {
    return failure('missing-market-data', `order book of ${id} is empty`, id);
  }
  if (bid !== undefined && ask !== undefined && bid.price >= ask.price) {
    return failure(
      'conflict',
      `order book of ${id} is crossed: bid ${bid.price}, ask ${ask.price}`,
      id,
    );
  }
  return null;
}
