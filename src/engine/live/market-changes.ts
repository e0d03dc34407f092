import type { LiveBooks } from '../model/live-books.ts';
import type { ForwardKey, MarketState, Quote } from '../model/market.ts';
import type { PriceBand } from '../model/price-band.ts';
import type { Asset, InstrumentId } from '../values/ids.ts';

/**
 * New quotes, each in the place of the one before. What is not named stays as it is; order books and
 * bands are all that there are.
 */
export type MarketChanges = Partial<MarketState>;

/** A market that changes in place. */
export type ChangingMarket = {
  readonly state: MarketState;
  readonly change: (changes: MarketChanges) => void;
};

type Changing = {
  spots: Map<Asset, Quote>;
  marks: Map<InstrumentId, Quote>;
  volatilities: Map<InstrumentId, Quote>;
  forwards: Map<ForwardKey, Quote>;
  books?: LiveBooks;
  bands?: ReadonlyMap<Asset, PriceBand>;
};

/** A copy of a market, to be changed. */
export function changingMarket(market: MarketState): ChangingMarket {
  const state: Changing = {
    ...market,
    spots: new Map(market.spots),
    marks: new Map(market.marks),
    volatilities: new Map(market.volatilities),
    forwards: new Map(market.forwards),
  };
  return {
    state,
    change: ({ spots, marks, volatilities, forwards, books, bands }) => {
      if (books !== undefined) state.books = books;
      if (bands !== undefined) state.bands = bands;
      spots?.forEach((quote, key) => state.spots.set(key, quote));
      marks?.forEach((quote, key) => state.marks.set(key, quote));
      volatilities?.forEach((quote, key) => state.volatilities.set(key, quote));
      forwards?.forEach((quote, key) => state.forwards.set(key, quote));
    },
  };
}
