import type { InstrumentKind } from '../../model/instrument.ts';
import type { LiveBooks, VenueBook } from '../../model/live-books.ts';
import type { MarketState } from '../../model/market.ts';
import type { PriceBand } from '../../model/price-band.ts';
import type { Rates } from '../../orderbook/base-book.ts';
import { believedBooks } from '../../orderbook/believed.ts';
import { consolidated, type ConsolidatedBook } from '../../orderbook/consolidated.ts';
import { topOfBook } from '../../orderbook/top-of-book.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { Instant } from '../../values/units.ts';

/** The live ladder that an underlying can be closed in, why there is none, or null where nobody follows a book of it. */
type LiveLadders = (underlying: Asset) => Outcome<ConsolidatedBook> | null;

const kinds: ReadonlySet<InstrumentKind> = new Set<InstrumentKind>(['spot', 'perpetual', 'future']);

/**
 * Spot and perpetual books; where there are none, those of the nearest expiry. Dated futures beside
 * them would put their basis into a cost of closing.
 */
function closest(books: readonly VenueBook[]): readonly VenueBook[] {
  const undated = books.filter(({ instrument }) => instrument.expiry === null);
  if (undated.length > 0) return undated;
  const expiries = books.map(({ instrument }) => instrument.expiry ?? Infinity);
  const nearest = Math.min(...expiries);
  return books.filter((_, i) => expiries[i] === nearest);
}

function liveLadder(
  underlying: Asset,
  live: LiveBooks,
  rates: Rates,
  asOf: Instant,
): Outcome<ConsolidatedBook> | null {
  const books = live.books.filter(
    ({ instrument }) => instrument.underlying === underlying && kinds.has(instrument.kind),
  );
  if (books.length === 0) return null;
  const believed = believedBooks({ ...live, books }, rates, asOf);
  const request = { underlying, kinds, skew: live.skew, late: 'left out' } as const;
  const merged = consolidated(closest(believed.books), request, rates);
  const ladder = { ...merged, leftOut: [...believed.doubted, ...merged.leftOut] };
  const top = topOfBook(ladder);
  if (top.ok) return ok(ladder);
  const why = [...ladder.leftOut, top.failure].map(({ message }) => message);
  return fail(ladder.leftOut[0]?.reason ?? top.failure.reason, why.join('; '));
}

/** What the house looks at of the market of the moment. */
export type PricesNow = {
  readonly ladderOf: LiveLadders;
  /** How sure the price of each asset is; none where nobody compares sources. */
  readonly bands: ReadonlyMap<Asset, PriceBand>;
  readonly asOf: Instant;
};

/** The live side of a market. Each ladder is merged once, when it is first asked for. */
export function pricesNow(
  { books, spots, bands }: Pick<MarketState, 'books' | 'spots' | 'bands'>,
  reporting: Asset,
  asOf: Instant,
): PricesNow {
  const known = new Map<Asset, Outcome<ConsolidatedBook> | null>();
  const ladderOf: LiveLadders = (underlying) => {
    const before = known.get(underlying);
    if (before !== undefined || books === undefined) return before ?? null;
    const found = liveLadder(underlying, books, { spots, reporting }, asOf);
    known.set(underlying, found);
    return found;
  };
  return { ladderOf, bands: bands ?? new Map(), asOf };
}

/** The instruments of a ladder with the age of each book. */
export const ladderSource = ({ sources }: ConsolidatedBook, asOf: Instant): string =>
  `live order books: ${sources.map(({ instrument, at }) => `${instrument} ${asOf - at} ms old`).join(', ')}`;
