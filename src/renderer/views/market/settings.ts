import type { FeedSettings, FeedsState, FeedVenue } from '../../../engine/contract/feeds.ts';

/** What a change of one venue's setting leaves of all settings. */
export const settingsWith = (
  { venues }: FeedsState,
  changed: FeedVenue,
  to: { readonly on: boolean; readonly endpoints: Readonly<Record<string, string>> },
): FeedSettings => ({
  venues: venues
    .map((one) =>
      one.id === changed.id
        ? { id: one.id, ...to }
        : { id: one.id, on: one.on, endpoints: ownEndpoints(one) },
    )
    .filter(({ on, endpoints }) => on || Object.keys(endpoints).length > 0),
});

/** Addresses that differ from the documented ones. */
export const ownEndpoints = ({
  endpoints,
  documented,
}: FeedVenue): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(endpoints).filter(([name, url]) => documented[name] !== url));
