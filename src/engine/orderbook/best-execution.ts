import type { Venue } from '../values/ids.ts';
import { failure, ok, type Failure, type Outcome } from '../values/outcome.ts';
import type { ConsolidatedBook } from './consolidated.ts';
import { filledBy, type Offer } from './fills.ts';
import { topOfBook } from './top-of-book.ts';
import { tradeCost, type TakerFees, type TradeCost, type TradeSide } from './trade-cost.ts';

export type BestExecution = {
  /** Over all venues of the ladder. */
  readonly best: TradeCost;
  /** The same order at each venue by itself, against the same mid; venues that offer nothing are not here. */
  readonly alone: readonly { readonly venue: Venue; readonly cost: TradeCost }[];
  /** Venues that could not take part. */
  readonly lacking: readonly Failure[];
};

function offersOf(
  { bids, asks }: ConsolidatedBook,
  side: TradeSide,
  fees: TakerFees | null,
): readonly Offer[] {
  const worse = side === 'buy' ? 1 : -1;
  const paid = ({ price, venue }: Offer): number =>
    worse * price * (1 + worse * (fees?.get(venue) ?? 0));
  return (side === 'buy' ? asks : bids)
    .flatMap(({ price, shares }) =>
      shares.map(({ instrument, venue, quantity }) => ({
        instrument,
        venue,
        units: quantity,
        base: 1,
        price,
      })),
    )
    .filter(({ venue }) => fees === null || fees.has(venue))
    .toSorted((a, b) => paid(a) - paid(b) || (a.instrument < b.instrument ? -1 : 1));
}

/**
 * Trades base units over all venues of a ladder at once, the cheapest levels first, fees included
 * where they are given. A venue without a stated fee then takes no part: it would seem the cheapest.
 * Costs are against the ladder's mid; contracts of other kinds trade apart from it by their basis,
 * which is then in the cost.
 *
 * @param quantity base units, positive
 */
export function bestExecution(
  book: ConsolidatedBook,
  side: TradeSide,
  quantity: number,
  fees: TakerFees | null,
): Outcome<BestExecution> {
  const top = topOfBook(book);
  if (!top.ok) return top;
  const { mid } = top.value;
  const offers = offersOf(book, side, fees);
  const costOver = (some: readonly Offer[]): TradeCost =>
    tradeCost(side, quantity, filledBy(quantity, some), mid, mid, fees);
  const venues = new Set(book.sources.map(({ venue }) => venue));
  return ok({
    best: costOver(offers),
    alone: [...Map.groupBy(offers, ({ venue }) => venue)]
      .map(([venue, own]) => ({ venue, cost: costOver(own) }))
      .toSorted((a, b) => (a.venue < b.venue ? -1 : 1)),
    lacking: [...venues]
      .filter((venue) => fees !== null && !fees.has(venue))
      .toSorted()
      .map((venue) =>
        failure('missing-field', `no taker fee of ${venue} is stated: it is not traded at`),
      ),
  });
}
