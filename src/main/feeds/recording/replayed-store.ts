import type { ReplayOpen } from '../../../engine/contract/replay.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { type Instant, instant } from '../../../engine/values/units.ts';
import type { Store } from '../../store/store.ts';
import type { FeedEvent, Frame } from '../events.ts';
import type { Replayed } from '../replay/replayed.ts';
import { type ReplayMoment, ReplaySession } from '../replay/session.ts';
import { venueFeed } from '../venues.ts';
import { storedSource } from './stored-source.ts';

export type StoreReplay = {
  readonly open: ReplayOpen;
  /** Per coalesced state, at least 100 ms of replayed time apart. What is played waits for it. */
  readonly onMoment: (moment: ReplayMoment) => void | Promise<void>;
  /** Milliseconds of silence after which a moment is told all the same; null: never. */
  readonly idle?: number | null;
  readonly onEvent?: (event: FeedEvent, frame: Frame) => void;
};

/** Milliseconds that only grow; nothing that is played as fast as can be asks for a timer. */
const around = {
  elapsed: (): number => performance.now(),
  after: (milliseconds: number, call: () => void) => {
    const timer = setTimeout(call, milliseconds);
    return (): void => clearTimeout(timer);
  },
};

/**
 * What a store recorded, played as fast as can be. Counts and times begin with the state that was
 * recorded before `from`.
 */
export async function replayedStore(
  store: Pick<Store, 'path' | 'recordings' | 'recordingContent'>,
  { open, onMoment, onEvent, idle = null }: StoreReplay,
): Promise<Outcome<readonly Replayed[]>> {
  const source = storedSource(store, open);
  if (!source.ok) return source;
  const counts = new Map<string, Count>();
  const session = await ReplaySession.open({
    source: source.value,
    around,
    idle,
    feedOf: venueFeed,
    onMoment,
    onEvent: (venue, event, frame) => {
      count(counts, venue, event.kind, frame.receivedAt);
      onEvent?.(event, frame);
    },
  });
  const ended = await session.control({ action: 'play', speed: null });
  if (!ended.ok) return ended;
  const { markets } = session;
  const played = [...markets.values()].map((market, i) => {
    const found = counts.get(market.feed.id);
    return {
      market,
      kinds: found?.kinds ?? new Map<string, number>(),
      unread: i === 0 ? ended.value.faults : [],
      from: found?.from ?? null,
      to: found?.to ?? null,
    };
  });
  return ok(played);
}

type Count = { readonly kinds: Map<string, number>; readonly from: Instant; to: Instant };

function count(into: Map<string, Count>, venue: string, kind: string, at: Instant): void {
  let found = into.get(venue);
  if (found === undefined) {
    found = { kinds: new Map(), from: at, to: at };
    into.set(venue, found);
  }
  found.kinds.set(kind, (found.kinds.get(kind) ?? 0) + 1);
  found.to = instant(Math.max(found.to, at));
}
