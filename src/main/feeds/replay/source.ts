import { instant, type Instant } from '../../../engine/values/units.ts';
import type { VenueFeed } from '../venue-feed.ts';
import { mergedLines } from './merged.ts';
import type { OwnLine } from './own-line.ts';

/** One step of a recorded session. `venue` is the feed's id. */
export type RecordedStep =
  | (Exclude<OwnLine, { kind: 'fault' }> & { readonly venue: string })
  | { readonly kind: 'fault'; readonly message: string };

/** A recorded session that can be begun at any time of it. */
export type ReplaySource = {
  /** In words: what is replayed. */
  readonly title: string;
  readonly from: Instant;
  readonly to: Instant;
  /**
   * In the order of arrival, from far enough back that what they lead to at `at` is what was known
   * then. @throws when the source cannot be read
   */
  readonly steps: (at: Instant) => AsyncIterable<RecordedStep>;
};

/** Faults have no time: they belong to the step after them. */
export function stepTime(step: RecordedStep): number {
  if (step.kind === 'frame') return step.frame.receivedAt;
  if (step.kind === 'lost') return step.lost.at;
  return step.kind === 'anew' ? step.at : Number.NEGATIVE_INFINITY;
}

/**
 * Recorded files of one venue; null where they hold no message. They are read through once to know
 * their times, and from the start whenever the replay goes back.
 *
 * @throws when one cannot be read
 */
export async function fileSource(
  feed: VenueFeed,
  files: readonly string[],
): Promise<ReplaySource | null> {
  let from: Instant | null = null;
  let to: Instant | null = null;
  for await (const line of mergedLines(files)) {
    if (line.kind !== 'frame') continue;
    from ??= line.frame.receivedAt;
    to = instant(Math.max(to ?? from, line.frame.receivedAt));
  }
  if (from === null || to === null) return null;
  const start = from;
  return { title: files.join(', '), from, to, steps: () => fileSteps(feed.id, files, start) };
}

/** @param start of what has no time before the first message */
async function* fileSteps(
  venue: string,
  files: readonly string[],
  start: Instant,
): AsyncIterable<RecordedStep> {
  let at = start;
  for await (const line of mergedLines(files)) {
    if (line.kind === 'sent') continue;
    if (line.kind === 'frame') at = line.frame.receivedAt;
    if (line.kind === 'fault') yield line;
    else if (line.kind !== 'opened') yield { ...line, venue };
    else {
      const reason = `a socket was opened: ${line.endpoint}`;
      yield { kind: 'lost', venue, lost: { endpoint: line.endpoint, books: null, reason, at } };
    }
  }
}
