import type { ReplayControl, ReplayOpen, ReplayState } from '../../../engine/contract/replay.ts';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import type { LevelChange } from '../../../engine/live/kept-accounts.ts';
import type { RiskInput } from '../../../engine/run.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { Surroundings } from '../../feeds/connection/surroundings.ts';
import { storedSource } from '../../feeds/recording/stored-source.ts';
import { ReplaySession, type ReplayMoment } from '../../feeds/replay/session.ts';
import { venueFeed } from '../../feeds/venues.ts';
import type { Store } from '../../store/store.ts';
import { LiveDesk, type FindContract } from './live-desk.ts';
import type { LiveSide } from './with-live.ts';

export type ReplayDeskOptions = {
  readonly store: Store;
  readonly around: Surroundings;
  /** The book as of a time of the recording, with what the venues say then. */
  readonly inputAt: (at: Instant, side: LiveSide | null) => Outcome<RiskInput>;
  readonly finder: (contracts: LiveSide['contracts'], at: Instant) => FindContract;
  readonly onSnapshot: (snapshot: RiskSnapshot) => void;
  readonly onLevels: (changes: readonly LevelChange[]) => void;
  readonly onState: (state: ReplayState) => void;
  readonly onFault: (error: unknown) => void;
};

/**
 * A recorded session in the place of the live one: the same markets, checks, loop and warnings, by
 * the recording's own clock, on the book as the store knew it when the recording begins.
 */
export class ReplayDesk {
  readonly #session: ReplaySession;
  readonly #desk: LiveDesk;

  private constructor(session: ReplaySession, desk: LiveDesk) {
    this.#session = session;
    this.#desk = desk;
  }

  /** Opens what the store recorded; its first snapshot is told before this returns. */
  static async open(options: ReplayDeskOptions, open: ReplayOpen): Promise<Outcome<ReplayDesk>> {
    const { store, around, inputAt, finder, onSnapshot, onLevels, onState, onFault } = options;
    const source = storedSource(store, open);
    if (!source.ok) return source;
    const clock = { at: source.value.from };
    const desk = new LiveDesk({
      around: { ...around, now: () => clock.at },
      feeds: [],
      onSnapshot,
      onLevels,
      onFeeds: () => undefined,
      onFault,
      onContracts: () => undefined,
    });
    /** The book as the store knew it at a time, with what the venues said by then. */
    const begin = (markets: ReplayMoment['markets']): Outcome<null> => {
      desk.show([...markets.values()]);
      const side = desk.side();
      const input = inputAt(clock.at, side === null ? null : { ...side, figures: [] });
      if (!input.ok) return input;
      onSnapshot(desk.begin(input.value, finder(side?.contracts ?? [], clock.at)));
      return ok(null);
    };
    let hasBegun = false;
    const session = await ReplaySession.open({
      source: source.value,
      around,
      feedOf: venueFeed,
      onState,
      onMoment: ({ at, markets }) => {
        const isBack = at < clock.at;
        clock.at = at;
        if (!hasBegun) return;
        if (!isBack) desk.show([...markets.values()]);
        else {
          const begun = begin(markets);
          if (!begun.ok) throw new Error(begun.failure.message);
        }
      },
    });
    const begun = begin(session.markets);
    if (!begun.ok) return begun;
    hasBegun = true;
    return ok(new ReplayDesk(session, desk));
  }

  get desk(): LiveDesk {
    return this.#desk;
  }

  get state(): ReplayState {
    return this.#session.state;
  }

  control(control: ReplayControl): Promise<Outcome<ReplayState>> {
    return this.#session.control(control);
  }

  async close(): Promise<void> {
    this.#desk.stop();
    await this.#session.control({ action: 'close' });
  }
}
