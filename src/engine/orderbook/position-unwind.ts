import { compensatedSum } from '../measures/compensated-sum.ts';
import type { Book, Position } from '../model/book.ts';
import type { Instrument } from '../model/instrument.ts';
import type { LiveBooks } from '../model/live-books.ts';
import { venueOf, type Asset, type InstrumentId, type Venue } from '../values/ids.ts';
import { invariant } from '../values/invariant.ts';
import { fail, type Failure, type Outcome } from '../values/outcome.ts';
import type { Rates } from './base-book.ts';
import { believedBooks } from './believed.ts';
import { beyondVisible, type BeyondVisible, type ImpactAssumptions } from './beyond-visible.ts';
import type { Instant } from '../values/units.ts';
import { ownBookCost } from './own-book-cost.ts';
import type { TakerFees, TradeCost } from './trade-cost.ts';

/** A position closed where it is, as if it had its book for itself. */
export type PositionUnwind = {
  readonly position: Position;
  readonly venue: Venue;
  readonly underlying: Asset;
  /** Time of its book by the venue's clock; null where there is none. */
  readonly bookAt: Instant | null;
  readonly cost: Outcome<TradeCost>;
  /** Of what the book cannot take; null unless asked for and needed. The cost does not hold it. */
  readonly estimate: BeyondVisible | null;
};

/** All positions in one underlying at one venue closed at once, sharing the books. */
export type VenueUnwind = {
  readonly venue: Venue;
  readonly underlying: Asset;
  /** By instrument and direction: all longs together, all shorts together. */
  readonly trades: readonly { readonly instrument: InstrumentId; readonly cost: TradeCost }[];
  /** Of the trades, reporting currency. */
  readonly cost: number;
  /** Null where they are not asked for, or those of a trade are not known. */
  readonly fees: number | null;
  /** Value at the mid of what the books cannot take, reporting currency. */
  readonly unfilledNotional: number;
  /** Positions that are in no figure here. */
  readonly lacking: readonly Failure[];
};

export type PositionUnwinds = {
  readonly positions: readonly PositionUnwind[];
  readonly venues: readonly VenueUnwind[];
};

export type PositionUnwindRequest = {
  readonly fees: TakerFees | null;
  /** Of the instrument at its own venue; none: nothing is estimated. Options never are. */
  readonly assumptions: ReadonlyMap<InstrumentId, ImpactAssumptions>;
};

type CostOf = (of: Instrument, held: number, source: string) => Outcome<TradeCost>;

function costBy(live: LiveBooks, fees: TakerFees | null, rates: Rates, asOf: Instant): CostOf {
  const { books, doubted } = believedBooks(live, rates, asOf);
  const doubts = new Map(doubted.map((doubt) => [doubt.at, doubt]));
  const byInstrument = Map.groupBy(books, ({ instrument }) => instrument.id);
  return ({ id }, held, source) => {
    const [book, ...more] = byInstrument.get(id) ?? [];
    const doubt = doubts.get(id);
    if (doubt !== undefined) return { ok: false, failure: doubt };
    if (book === undefined) return fail('missing-market-data', `no order book of ${id}`, source);
    if (more.length > 0) {
      return fail('conflict', `${more.length + 1} order books of ${id} were given`, source);
    }
    return ownBookCost(book, held, fees, rates);
  };
}

function venueUnwind(
  own: readonly Position[],
  instruments: ReadonlyMap<InstrumentId, Instrument>,
  costOf: CostOf,
): Pick<VenueUnwind, 'trades' | 'cost' | 'fees' | 'unfilledNotional' | 'lacking'> {
  const trades: { instrument: InstrumentId; cost: TradeCost }[] = [];
  const lacking: Failure[] = [];
  const together = Map.groupBy(own, ({ instrument, quantity }) =>
    quantity > 0 ? `${instrument}|long` : `${instrument}|short`,
  );
  for (const same of together.values()) {
    const { instrument: id, source } = same[0]!;
    const held = compensatedSum(same.map(({ quantity }) => quantity));
    const cost = costOf(instruments.get(id)!, held, source);
    if (cost.ok) trades.push({ instrument: id, cost: cost.value });
    else lacking.push(cost.failure);
  }
  const fees = trades.map(({ cost }) => cost.fees).filter((fee) => fee !== null);
  return {
    trades,
    cost: compensatedSum(trades.map(({ cost }) => cost.cost)),
    fees: fees.length === trades.length ? compensatedSum(fees) : null,
    unfilledNotional: compensatedSum(trades.map(({ cost }) => cost.unfilled.notional)),
    lacking,
  };
}

/**
 * What closing every position now costs in the book of its own instrument, where it has to be
 * closed. One by one each sees the whole book; venue by venue they share it, so that costs of one
 * venue may be more than those of its positions added up.
 */
export function positionUnwinds(
  { positions, instruments }: Pick<Book, 'positions' | 'instruments'>,
  live: LiveBooks,
  { fees, assumptions }: PositionUnwindRequest,
  rates: Rates,
  asOf: Instant,
): PositionUnwinds {
  const listed = new Map(instruments.map((one) => [one.id, one]));
  const costOf = costBy(live, fees, rates, asOf);
  const times = new Map(live.books.map(({ instrument: { id }, at }) => [id, at]));
  const open = positions.flatMap((position) => {
    const instrument = listed.get(position.instrument);
    invariant(instrument !== undefined, 'every instrument of a position is in the book');
    if (position.quantity === 0) return [];
    return [{ position, instrument, venue: venueOf(instrument.market) }];
  });
  const one = ({ position, instrument, venue }: (typeof open)[number]): PositionUnwind => {
    const cost = costOf(instrument, position.quantity, position.source);
    const known = assumptions.get(instrument.id);
    const estimated =
      cost.ok &&
      known !== undefined &&
      instrument.option === null &&
      cost.value.unfilled.quantity > 0;
    return {
      position,
      venue,
      underlying: instrument.underlying,
      bookAt: times.get(instrument.id) ?? null,
      cost,
      estimate: estimated
        ? beyondVisible(cost.value.valueAtMid, cost.value.unfilled.notional, known)
        : null,
    };
  };
  const groups = Map.groupBy(open, ({ instrument, venue }) => `${venue}|${instrument.underlying}`);
  return {
    positions: open.map(one),
    venues: [...groups.values()].map((own) => ({
      venue: own[0]!.venue,
      underlying: own[0]!.instrument.underlying,
      ...venueUnwind(
        own.map(({ position }) => position),
        listed,
        costOf,
      ),
    })),
  };
}
