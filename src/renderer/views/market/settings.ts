import type { FeedSettings, FeedVenue } from '../../../engine/contract/feeds.ts';

/** What a change of one venue's setting leaves of all settings. */
export const settingsWith = (
  venues: readonly FeedVenue[],
  changed: Pick<FeedVenue, 'id'>,
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
}: Pick<FeedVenue, 'endpoints' | 'documented'>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(endpoints).filter(([name, url]) => documented[name] !== url));

/** Why settings were refused, and the address that it is about; null where it is about none of the venue's. */
export type SettingsFault = { readonly address: string | null; readonly why: string };

/** Reads `request "setFeeds" was malformed at 0.venues.1.endpoints.socket: must be encrypted`. */
export function settingsFault(
  message: string,
  asked: FeedSettings,
  venue: Pick<FeedVenue, 'id'>,
): SettingsFault {
  const [, index, address = '', why = ''] =
    /at 0\.venues\.(\d+)\.endpoints\.([^\s:]+): (.*)$/.exec(message) ?? [];
  return index !== undefined && asked.venues[Number(index)]?.id === venue.id
    ? { address, why }
    : { address: null, why: message };
}

/** Hosts of some addresses, each once: `www.deribit.com`. What is no address stays as it is. */
export function hostsOf(addresses: Readonly<Record<string, string>>): readonly string[] {
  return [
    ...new Set(
      Object.values(addresses).map((url) => (URL.canParse(url) ? new URL(url).host : url)),
    ),
  ];
}
