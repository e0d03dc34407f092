import { instant, type Instant } from '../../../../src/engine/values/units.ts';
import type { RecorderOptions } from '../../../../src/main/feeds/recording/recorder.ts';
import { Recorder } from '../../../../src/main/feeds/recording/recorder.ts';
import { storedSource } from '../../../../src/main/feeds/recording/stored-source.ts';
import type { ReplayOptions } from '../../../../src/main/feeds/replay/session.ts';
import { ReplaySession } from '../../../../src/main/feeds/replay/session.ts';
import type { VenueFeed } from '../../../../src/main/feeds/venue-feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import type { Store } from '../../../../src/main/store/store.ts';
import { type LiveStep, recordedLive, start, timeOf } from './session.ts';

/** A clock and one timer, moved by hand. */
export class HandClock {
  at: number = start;
  #timers: { readonly at: number; readonly call: () => void }[] = [];

  readonly around = {
    now: (): Instant => instant(this.at),
    elapsed: (): number => this.at - start,
    after: (milliseconds: number, call: () => void): (() => void) => {
      const timer = { at: this.at + milliseconds, call };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((one) => one !== timer);
      };
    },
  };

  get timers(): number {
    return this.#timers.length;
  }

  /** Lets time pass; calls what is due, each at its own time, and what follows from it. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.at + milliseconds;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.at = Math.max(this.at, due.at);
      due.call();
      await settled();
    }
    this.at = until;
  }
}

/** Lets promises and what was handed to other threads come back. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
}

export type Limits = NonNullable<RecorderOptions['limits']>;

/** Records a session as if it came now. @returns the market as it was in the end */
export async function recorded(
  store: Store,
  feed: VenueFeed,
  steps: readonly LiveStep[],
  limits: Limits = {},
): Promise<{ market: VenueMarket; recorder: Recorder }> {
  const clock = new HandClock();
  let elapsed = 0;
  const around = { ...clock.around, elapsed: () => elapsed };
  const recorder = new Recorder({ store, around, limits });
  const market = new VenueMarket(feed);
  for (const step of steps) {
    // The clock on the wall may go back; the other only grows.
    elapsed += Math.max(0, timeOf(step) - clock.at);
    clock.at = timeOf(step);
    recordedLive(recorder, market, step);
  }
  await recorder.close();
  return { market, recorder };
}

export async function aReplay(
  store: Store,
  feed: VenueFeed,
  options: Partial<ReplayOptions> & { from?: number; to?: number } = {},
): Promise<ReplaySession> {
  const { from, to } = options;
  const source = storedSource(store, {
    venue: null,
    from: from === undefined ? null : instant(from),
    to: to === undefined ? null : instant(to),
  });
  if (!source.ok) throw new Error(source.failure.message);
  return ReplaySession.open({
    source: source.value,
    around: new HandClock().around,
    feedOf: (id) => (id === feed.id ? feed : undefined),
    onMoment: () => undefined,
    ...options,
  });
}
