import { deribitFeed } from './deribit/feed.ts';
import { okxFeed } from './okx/feed.ts';
import type { VenueFeed } from './venue-feed.ts';

/** Every venue that can be followed. A new one is a new folder beside these, listed here. */
export const venueFeeds: readonly VenueFeed[] = [deribitFeed, okxFeed];

export const venueFeed = (id: string): VenueFeed | undefined =>
  venueFeeds.find((one) => one.id === id.toLowerCase());
