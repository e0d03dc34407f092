import { compensatedSum } from '../measures/compensated-sum.ts';
import type { InstrumentKind } from '../model/instrument.ts';
import type { BookLevel, VenueBook } from '../model/live-books.ts';
import { venueOf, type Asset, type InstrumentId, type Venue } from '../values/ids.ts';
import { failure, type Failure } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import { baseBook, type BaseBook, type Rates } from './base-book.ts';
import { crossingOf, type Crossing } from './crossing.ts';

/** What one instrument gives of a level, in base units. */
type LevelShare = {
  readonly instrument: InstrumentId;
  readonly venue: Venue;
  readonly quantity: number;
};

/** All that is offered at one price: reporting currency per base unit, base units. */
export type LadderLevel = BookLevel & {
  /** By instrument; they sum to the quantity. */
  readonly shares: readonly LevelShare[];
};

/** One book of a ladder. Prices and quantities in the ladder's units; null where a side is empty. */
export type LadderSource = {
  readonly instrument: InstrumentId;
  readonly venue: Venue;
  readonly kind: InstrumentKind;
  readonly at: Instant;
  /** Milliseconds behind the newest book of the ladder. */
  readonly behind: number;
  /** Whether that is more than the skew asked for. */
  readonly late: boolean;
  readonly bestBid: BookLevel | null;
  readonly bestAsk: BookLevel | null;
  /** Prices at which what is visible ends. */
  readonly lastBid: number | null;
  readonly lastAsk: number | null;
};

/** The books of one underlying as one ladder, best first. */
export type ConsolidatedBook = {
  readonly underlying: Asset;
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
  /** By instrument. */
  readonly sources: readonly LadderSource[];
  /** Normal between venues, and left as it is; null where the ladder is not crossed. */
  readonly crossing: Crossing | null;
  /** Books that are not in the ladder, each with its reason. */
  readonly leftOut: readonly Failure[];
};

export type LadderRequest = {
  readonly underlying: Asset;
  /** Kinds of instruments to merge. */
  readonly kinds: ReadonlySet<InstrumentKind>;
  /** Books further apart than this are late, milliseconds. */
  readonly skew: number;
  /** What becomes of late books: they stay and are marked, or they are left out. */
  readonly late: 'kept' | 'left out';
};

function merged(
  books: readonly BaseBook[],
  side: 'bids' | 'asks',
  better: 1 | -1,
): readonly LadderLevel[] {
  const shares = new Map<number, Map<InstrumentId, number[]>>();
  for (const book of books) {
    for (const { price, quantity } of book[side]) {
      const at = shares.get(price) ?? new Map<InstrumentId, number[]>();
      const { id } = book.source.instrument;
      at.set(id, [...(at.get(id) ?? []), quantity]);
      shares.set(price, at);
    }
  }
  const venues = new Map(
    books.map(({ source }) => [source.instrument.id, venueOf(source.instrument.market)]),
  );
  return [...shares]
    .toSorted(([a], [b]) => (b - a) * better)
    .map(([price, by]) => {
      const of = [...by].map(([instrument, quantities]) => ({
        instrument,
        venue: venues.get(instrument)!,
        quantity: compensatedSum(quantities),
      }));
      return { price, quantity: compensatedSum(of.map(({ quantity }) => quantity)), shares: of };
    });
}

/** The best price of a side with all that is offered at it. */
function bestOf(side: readonly BookLevel[]): BookLevel | null {
  const [best] = side;
  if (best === undefined) return null;
  const same = side.filter(({ price }) => price === best.price);
  return { price: best.price, quantity: compensatedSum(same.map(({ quantity }) => quantity)) };
}

function sourceOf({ source, bids, asks }: BaseBook, newest: Instant, skew: number): LadderSource {
  const { instrument, at } = source;
  const behind = newest - at;
  return {
    instrument: instrument.id,
    venue: venueOf(instrument.market),
    kind: instrument.kind,
    at,
    behind,
    late: behind > skew,
    bestBid: bestOf(bids),
    bestAsk: bestOf(asks),
    lastBid: bids.at(-1)?.price ?? null,
    lastAsk: asks.at(-1)?.price ?? null,
  };
}

/** Books of an instrument that is given once; one given twice would count double, and none is known to be right. */
function givenOnce(books: readonly VenueBook[], leftOut: Failure[]): readonly VenueBook[] {
  return [...Map.groupBy(books, ({ instrument }) => instrument.id)].flatMap(([id, own]) => {
    if (own.length === 1) return own;
    leftOut.push(failure('conflict', `${own.length} order books of ${id} were given`, id));
    return [];
  });
}

/**
 * The books of one underlying merged into one ladder, whatever their order. A book that is broken,
 * whose quote currency has no rate, or whose contract gives no base units is left out with its
 * reason. The ladder may be crossed, and may be empty where nothing could be merged.
 */
export function consolidated(
  books: readonly VenueBook[],
  { underlying, kinds, skew, late }: LadderRequest,
  rates: Rates,
): ConsolidatedBook {
  const leftOut: Failure[] = [];
  const wanted = books.filter(
    ({ instrument }) => instrument.underlying === underlying && kinds.has(instrument.kind),
  );
  const found: BaseBook[] = [];
  for (const book of givenOnce(wanted, leftOut)) {
    const base = baseBook(book, rates);
    if (base.ok) found.push(base.value);
    else leftOut.push(base.failure);
  }
  found.sort((a, b) => (a.source.instrument.id < b.source.instrument.id ? -1 : 1));
  const newest = found.reduce<Instant | null>(
    (last, { source: { at } }) => (last === null || at > last ? at : last),
    null,
  );
  const timed = found.map((book) => ({
    book,
    source: sourceOf(book, newest ?? book.source.at, skew),
  }));
  const inLadder = timed.filter(({ source }) => !source.late || late === 'kept');
  for (const { source } of timed) {
    if (!source.late || late === 'kept') continue;
    const message = `order book of ${source.instrument} is ${source.behind} ms behind the newest, more than ${skew}`;
    leftOut.push(failure('stale-market-data', message, source.instrument));
  }
  const merging = inLadder.map(({ book }) => book);
  const bids = merged(merging, 'bids', 1);
  const asks = merged(merging, 'asks', -1);
  return {
    underlying,
    bids,
    asks,
    sources: inLadder.map(({ source }) => source),
    crossing: crossingOf(bids, asks),
    leftOut: leftOut.toSorted((a, b) => (a.message < b.message ? -1 : 1)),
  };
}
