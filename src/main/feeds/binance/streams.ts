import type { Asset } from '../../../engine/values/ids.ts';
import type { BookNeed } from '../books/book-keeper.ts';
import type { Wanted } from '../venue-feed.ts';

type Instrument = Wanted['instruments'][number];

/** Channels that stay together on one socket, and the book that comes over them. */
export type Group = { readonly streams: readonly string[]; readonly book: BookNeed | null };

const bookOf = (one: Instrument): BookNeed | null => (one.book ? one : null);

/** Symbols are capitals in messages, small letters in the names of channels. */
const small = (symbol: string): string => symbol.toLowerCase();

/** Best prices, changes of the book, last price. */
export const spotGroup = (one: Instrument): Group => ({
  streams: [
    `${small(one.symbol)}@bookTicker`,
    `${small(one.symbol)}@ticker`,
    ...(one.book ? [`${small(one.symbol)}@depth@100ms`] : []),
  ],
  book: bookOf(one),
});

/** What the matching engine sends of USD-M. */
export const usdmPublicGroup = (one: Instrument): Group => ({
  streams: [
    `${small(one.symbol)}@bookTicker`,
    ...(one.book ? [`${small(one.symbol)}@depth@100ms`] : []),
  ],
  book: bookOf(one),
});

/** What is computed of USD-M, by another socket: mark with index and funding, last price. */
export const usdmMarketGroup = ({ symbol }: Instrument): Group => ({
  streams: [`${small(symbol)}@markPrice@1s`, `${small(symbol)}@ticker`],
  book: null,
});

/** The index of an asset is told with the mark of its perpetual. */
export const usdmAssetGroup = (of: Asset): Group => ({
  streams: [`${small(of)}usdt@markPrice@1s`],
  book: null,
});

/** All of COIN-M comes over one socket. */
export const coinmGroup = (one: Instrument): Group => ({
  streams: [...usdmPublicGroup(one).streams, ...usdmMarketGroup(one).streams],
  book: bookOf(one),
});

export const coinmAssetGroup = (of: Asset): Group => ({
  streams: [`${small(of)}usd@indexPrice@1s`],
  book: null,
});

export const optionPublicGroup = (one: Instrument): Group => ({
  streams: [
    `${small(one.symbol)}@bookTicker`,
    `${small(one.symbol)}@optionTicker`,
    ...(one.book ? [`${small(one.symbol)}@depth@100ms`] : []),
  ],
  book: bookOf(one),
});

/** Marks, volatilities and Greeks of all options of an asset. */
export const optionAssetGroup = (of: string): Group => ({
  streams: [`${small(of)}usdt@optionMarkPrice`],
  book: null,
});

/** Open interest of all options of an asset's expiry: `BTC-251219-89000-C` is `btcusdt`, `251219`. */
export function optionInterestGroups(symbols: readonly string[]): readonly Group[] {
  const streams = symbols.flatMap((symbol) => {
    const [base, expiry] = symbol.split('-');
    return base === undefined || expiry === undefined
      ? []
      : [`${small(base)}usdt@optionOpenInterest@${expiry}`];
  });
  return [...new Set(streams)].map((stream) => ({ streams: [stream], book: null }));
}

/** The indices of all underlyings of options. */
export const optionIndices: Group = { streams: ['!index@arr'], book: null };
