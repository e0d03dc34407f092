import type { FeedSettings } from '../../engine/contract/feeds.ts';
import type { VenueFeed } from './venue-feed.ts';

const isSocket = (address: string): boolean => /^wss?:/.test(address);

/** Why an address cannot stand for the venue's own: it is of another kind, or of nothing there. Null where all can. */
export function addressFault(
  feeds: readonly Pick<VenueFeed, 'id' | 'title' | 'endpoints'>[],
  { venues }: FeedSettings,
): string | null {
  for (const { id, endpoints } of venues) {
    const feed = feeds.find((one) => one.id === id);
    if (feed === undefined) continue;
    for (const [name, address] of Object.entries(endpoints)) {
      const own = feed.endpoints[name];
      if (own === undefined) return `${feed.title} has no address that is called "${name}"`;
      if (isSocket(own) === isSocket(address)) continue;
      const wanted = isSocket(own)
        ? 'a socket, ws:// or wss://'
        : 'for requests, http:// or https://';
      return `the address "${name}" of ${feed.title} must be ${wanted}`;
    }
  }
  return null;
}
