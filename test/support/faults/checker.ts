import type { VenueMarket } from '../../../src/main/feeds/venue-market.ts';
import type { VenueSession } from '../../../src/main/feeds/venue-session.ts';
import type { Dialect } from './dialect.ts';
import { bookText, nameOf, type Truth } from './truth.ts';

type Levels = readonly { readonly price: number; readonly quantity: number }[];

const pairs = (levels: Levels): readonly (readonly [number, number])[] =>
  levels.map(({ price, quantity }) => [price, quantity]);

/** All levels of a book that is live, as one text; null while it is not. */
function liveText(market: VenueMarket, name: string): string | null {
  for (const { synced, ...of } of market.books.books) {
    if (nameOf(of) === name && synced.state === 'live') {
      return bookText(pairs(synced.book.bids()), pairs(synced.book.asks()));
    }
  }
  return null;
}

/**
 * What is shown and wrong now: a live book that the venue never had at that id, a value that it did
 * not state at that time.
 */
export function wrongNow(
  market: VenueMarket,
  truth: Truth,
  { valued, isTimed }: Dialect,
): readonly string[] {
  const wrong: string[] = [];
  for (const { synced, ...of } of market.books.books) {
    if (synced.state !== 'live') continue;
    const name = nameOf(of);
    const text = liveText(market, name) ?? '';
    if (!truth.wasSo(name, synced.last, synced.at, text)) {
      wrong.push(`${name} is live at ${synced.last ?? synced.at} and was never so: ${text}`);
    }
  }
  for (const ticker of market.tickers.all) {
    const said = ticker.values.get(valued);
    if (said === undefined || said.value === null) continue;
    const name = nameOf(ticker);
    const stated = isTimed
      ? truth.wasMarked(name, said.at, said.value)
      : truth.wasEverMarked(name, said.value);
    if (!stated) wrong.push(`${name}: ${valued} ${said.value} was never stated at ${said.at}`);
  }
  return wrong;
}

/** Books that are live while no connection is open: what happens to them at the venue is not heard. */
export function liveWithoutConnection({
  connections,
  market,
}: Pick<VenueSession, 'connections' | 'market'>): readonly string[] {
  if (connections.some(({ state }) => state !== 'connecting')) return [];
  return [...market.books.books]
    .filter(({ synced }) => synced.state === 'live')
    .map((book) => `${nameOf(book)} is live without a connection`);
}

/** How what is shown differs from what the venue holds at the end; empty where it does not. */
export function differences(
  market: VenueMarket,
  truth: Truth,
  { valued }: Dialect,
): readonly string[] {
  return truth.names.flatMap((name) => {
    const { bids, asks } = truth.held(name);
    const [ours, theirs] = [liveText(market, name), bookText(bids, asks)];
    const at = [...market.tickers.all].find((ticker) => nameOf(ticker) === name);
    const [value, stated] = [at?.values.get(valued)?.value ?? null, truth.lastMark(name)];
    return [
      ...(ours === theirs ? [] : [`${name}: ${ours ?? 'not live'} instead of ${theirs}`]),
      ...(value === stated ? [] : [`${name}: ${valued} ${value} instead of ${stated}`]),
    ];
  });
}
