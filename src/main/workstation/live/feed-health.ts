import type {
  ConnectionState,
  FeedSettings,
  FeedsState,
  FeedVenue,
  FollowedVenues,
} from '../../../engine/contract/feeds.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import type { VenueFeed } from '../../feeds/venue-feed.ts';
import { venueAccounts } from '../../feeds/venues.ts';
import type { VenueMarket } from '../../feeds/venue-market.ts';
import type { VenueSession } from '../../feeds/venue-session.ts';

/** Worst first: a venue is in the worst state of its connections. */
const worst: readonly ConnectionState[] = [
  'connecting',
  'stale',
  'resync',
  'syncing',
  'live',
  'stopped',
];

const worstOf = (
  some: readonly { readonly state: ConnectionState | null }[],
): ConnectionState | null => worst.find((one) => some.some(({ state }) => state === one)) ?? null;

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

/** Gaps and faults that are sent along. */
const SHOWN = 20;

function ageOf(market: VenueMarket, now: Instant): number | null {
  let newest: { readonly at: Instant } | null = null;
  for (const { values } of market.tickers.all) {
    for (const one of values.values()) if (newest === null || one.at > newest.at) newest = one;
  }
  for (const { synced } of market.books.books) {
    if (synced.at !== null && (newest === null || synced.at > newest.at)) {
      newest = { at: synced.at };
    }
  }
  for (const { event } of market.indexes.values()) {
    if (event.at !== null && (newest === null || event.at > newest.at)) newest = { at: event.at };
  }
  return newest === null ? null : market.clock.age(newest.at, now);
}

function venueOf(
  feed: VenueFeed,
  session: VenueSession | undefined,
  endpoints: Readonly<Record<string, string>>,
  now: Instant,
): FeedVenue {
  const base = {
    id: feed.id,
    title: feed.title,
    on: session !== undefined,
    endpoints: { ...feed.endpoints, ...endpoints },
    documented: feed.endpoints,
    keyFields: venueAccounts.get(feed.id)?.fields ?? null,
  };
  if (session === undefined) {
    return {
      ...base,
      state: null,
      connections: [],
      frames: 0,
      framesPerSecond: 0,
      charactersPerSecond: 0,
      lost: 0,
      lastFault: null,
      faults: 0,
      late: 0,
      gaps: 0,
      clockOffset: null,
      latency: null,
      age: null,
      books: { live: 0, all: 0 },
      instruments: 0,
      newestGaps: [],
      newestTroubles: [],
    };
  }
  const { market, connections } = session;
  const books = [...market.books.books].map(({ synced }) => synced.state);
  return {
    ...base,
    state: worstOf(connections),
    connections,
    frames: market.counts.frames,
    framesPerSecond: sumOf(connections.map((one) => one.framesPerSecond)),
    charactersPerSecond: sumOf(connections.map((one) => one.charactersPerSecond)),
    lost: sumOf(connections.map((one) => one.lost)),
    lastFault:
      connections.find(({ lastFault }) => lastFault !== null)?.lastFault ??
      market.faults.at(-1)?.message ??
      null,
    faults: market.counts.faults,
    late: market.tickers.late,
    gaps: market.books.gapCount,
    clockOffset: market.clock.value,
    latency: market.clock.latency,
    age: ageOf(market, now),
    books: { live: books.filter((one) => one === 'live').length, all: books.length },
    instruments: [...market.tickers.all].length,
    newestGaps: market.books.gaps.slice(-SHOWN),
    newestTroubles: market.faults
      .slice(-SHOWN)
      .map(({ receivedAt, field, message }) => ({ at: receivedAt, field, message })),
  };
}

/** Feeds without the accounts that are read with keys. */
export type MarketFeeds = Pick<FeedsState, 'asOf' | 'venues' | 'followed'>;

function followedOf(venues: readonly FeedVenue[]): FollowedVenues {
  const on = venues.filter((one) => one.on);
  const ages = on.flatMap(({ age }) => (age === null ? [] : [age]));
  return {
    on: on.length,
    live: on.filter(({ state }) => state === 'live').length,
    worst: worstOf(on),
    age: ages.length === 0 ? null : Math.max(...ages),
  };
}

/** How every venue that can be followed does. */
export function feedsState(
  feeds: readonly VenueFeed[],
  sessions: readonly VenueSession[],
  settings: FeedSettings,
  now: number,
): MarketFeeds {
  const venues = feeds.map((feed) =>
    venueOf(
      feed,
      sessions.find(({ market }) => market.feed.id === feed.id),
      settings.venues.find(({ id }) => id === feed.id)?.endpoints ?? {},
      instant(now),
    ),
  );
  return { asOf: instant(now), venues, followed: followedOf(venues) };
}
