import type { MarketState } from '../model/market.ts';

/** New quotes, each in the place of the one before. What is not named stays as it is. */
export type MarketChanges = Partial<MarketState>;

/** A market that changes in place. */
export type ChangingMarket = {
  readonly state: MarketState;
  readonly change: (changes: MarketChanges) => void;
};

/** A copy of a market, to be changed. */
export function changingMarket(market: MarketState): ChangingMarket {
  const state = {
    spots: new Map(market.spots),
    marks: new Map(market.marks),
    volatilities: new Map(market.volatilities),
    forwards: new Map(market.forwards),
  };
  return {
    state,
    change: ({ spots, marks, volatilities, forwards }) => {
      spots?.forEach((quote, key) => state.spots.set(key, quote));
      marks?.forEach((quote, key) => state.marks.set(key, quote));
      volatilities?.forEach((quote, key) => state.volatilities.set(key, quote));
      forwards?.forEach((quote, key) => state.forwards.set(key, quote));
    },
  };
}
