import type { RecordingStatus } from '../../../engine/contract/feeds.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import type { Store } from '../../store/store.ts';
import { fileSource } from '../replay/source.ts';
import type { VenueFeed } from '../venue-feed.ts';
import { VenueMarket } from '../venue-market.ts';
import { restoreMarket } from './market-state.ts';
import { Recorder } from './recorder.ts';

/** What became of recorded files, and which of their lines could not be read. */
export type RecordedFiles = {
  readonly status: RecordingStatus;
  readonly from: Instant;
  readonly to: Instant;
  readonly unread: readonly string[];
};

/** Characters and bytes in memory beyond which reading waits for writing. */
const MOST_HELD = 8 * 1024 ** 2;

/**
 * Records what files hold as if it came now, by the clock of the files. Null where they hold no message.
 *
 * @throws when one cannot be read
 */
export async function recordFiles(
  store: Store,
  feed: VenueFeed,
  files: readonly string[],
): Promise<RecordedFiles | null> {
  const source = await fileSource(feed, files);
  if (source === null) return null;
  const { from, to } = source;
  let now = from;
  const around = {
    now: (): Instant => now,
    elapsed: (): number => now,
    after: () => (): void => undefined,
  };
  const recorder = new Recorder({ store, around });
  let market = new VenueMarket(feed);
  const unread: string[] = [];
  for await (const step of source.steps(from)) {
    if (step.kind === 'frame') {
      now = instant(Math.max(now, step.frame.receivedAt));
      recorder.arriving(market, step.frame);
      market.take(step.frame);
    } else if (step.kind === 'lost') {
      recorder.lost(market, step.lost);
      market.lose({ ...step.lost, at: now });
    } else if (step.kind === 'anew') {
      market = new VenueMarket(feed);
      if (step.state !== null) restoreMarket(market, step.state);
    } else unread.push(step.message);
    if (recorder.held > MOST_HELD) await recorder.flush();
  }
  await recorder.close();
  return { status: recorder.status, from, to, unread };
}
