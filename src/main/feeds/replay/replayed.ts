import { instant, type Instant } from '../../../engine/values/units.ts';
import type { FeedEvent, Frame } from '../events.ts';
import { restoreMarket } from '../recording/market-state.ts';
import type { VenueFeed } from '../venue-feed.ts';
import { VenueMarket } from '../venue-market.ts';
import { mergedLines } from './merged.ts';

/** What a recording left behind, and what could not be read of it. */
export type Replayed = {
  readonly market: VenueMarket;
  /** Events by kind. */
  readonly kinds: ReadonlyMap<string, number>;
  /** Lines that are none of a recording. */
  readonly unread: readonly string[];
  readonly from: Instant | null;
  readonly to: Instant | null;
};

/** Lines at fault that are listed; the rest are counted by the last of them. */
const MOST_UNREAD = 50;

export type ReplayOptions = {
  /** Frames received later are left out. */
  readonly until: Instant | null;
  readonly onEvent?: (event: FeedEvent, frame: Frame) => void;
};

/**
 * Recorded files through the adapter, the books and the tickers that live frames go through.
 *
 * @throws when a file cannot be read
 */
export async function replayed(
  feed: VenueFeed,
  files: readonly string[],
  { until, onEvent }: ReplayOptions,
): Promise<Replayed> {
  let market = new VenueMarket(feed);
  const kinds = new Map<string, number>();
  const unread: string[] = [];
  let beyond = 0;
  let from: Instant | null = null;
  let to: Instant | null = null;
  for await (const line of mergedLines(files, feed.recording)) {
    if (line.kind === 'fault') {
      if (unread.length < MOST_UNREAD) unread.push(line.message);
      else beyond++;
    } else if (line.kind === 'opened') {
      const reason = `a socket was opened: ${line.endpoint}`;
      market.lose({ endpoint: line.endpoint, books: null, reason, at: to ?? instant(0) });
    } else if (line.kind === 'anew') {
      market = new VenueMarket(feed);
      if (line.state !== null) restoreMarket(market, line.state);
    } else if (line.kind === 'lost') {
      if (until !== null && line.lost.at > until) break;
      market.lose(line.lost);
    } else if (line.kind === 'frame') {
      if (until !== null && line.frame.receivedAt > until) break;
      from ??= line.frame.receivedAt;
      to = line.frame.receivedAt;
      for (const event of market.take(line.frame).events) {
        kinds.set(event.kind, (kinds.get(event.kind) ?? 0) + 1);
        onEvent?.(event, line.frame);
      }
    }
  }
  if (beyond > 0) unread.push(`and ${beyond} more lines`);
  return { market, kinds, unread, from, to };
}
