import {
  type ReplayControl,
  replaySpeeds,
  type ReplayState,
} from '../../../engine/contract/replay.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import type { Surroundings } from '../connection/surroundings.ts';
import type { VenueMarket } from '../venue-market.ts';
import { Played, type PlayedOptions } from './played.ts';
import type { ReplaySource } from './source.ts';

/** What was known at one replayed time. */
export type ReplayMoment = {
  /** The clock to tell ages by. */
  readonly at: Instant;
  /** By the feed's id; others after going back or where the recording begins anew. */
  readonly markets: ReadonlyMap<string, VenueMarket>;
};

export type ReplayOptions = PlayedOptions & {
  readonly source: ReplaySource;
  readonly around: Pick<Surroundings, 'elapsed' | 'after'>;
  /** Least milliseconds of replayed time between two moments. */
  readonly every?: number;
  /**
   * Played as fast as can be, milliseconds of replayed time without a message after which a moment is
   * told all the same, since ages grow; null: never.
   */
  readonly idle?: number | null;
  /** What is played waits for it. */
  readonly onMoment: (moment: ReplayMoment) => void | Promise<void>;
  readonly onState?: (state: ReplayState) => void;
};

const EVERY = 100;

type IsAsked = () => boolean;

/**
 * A recorded session through the markets that live messages go through, by a clock of its own. One
 * thing happens at a time: what is asked next ends playing; going to a time ends by another going.
 */
export class ReplaySession {
  readonly #options: ReplayOptions;
  readonly #every: number;
  #played: Played;
  #at: Instant;
  #speed: number | null = 1;
  #playing = false;
  /** Count what was asked, so that work of an earlier question stops. */
  #asked = 0;
  #sought = 0;
  #work: Promise<void> = Promise.resolve();
  #cancel: () => void = () => undefined;

  private constructor(options: ReplayOptions) {
    this.#options = options;
    this.#every = options.every ?? EVERY;
    this.#at = options.source.from;
    this.#played = new Played(options.source, this.#at, options);
  }

  /** At the start of the source, not playing: all that came before is known. */
  static async open(options: ReplayOptions): Promise<ReplaySession> {
    const session = new ReplaySession(options);
    const { from } = options.source;
    await session.#run(() => session.#goTo(instant(from - 1), () => true, from));
    return session;
  }

  get state(): ReplayState {
    const { title, from, to } = this.#options.source;
    return {
      source: title,
      from,
      to,
      at: this.#at,
      speed: this.#speed,
      playing: this.#playing,
      faults: this.#played.faults,
    };
  }

  get markets(): ReadonlyMap<string, VenueMarket> {
    return this.#played.markets;
  }

  /** Does what is asked, unless it cannot be; rejects with what `onMoment` throws. Playing as fast as can be, it is done at the end or when something else is asked. */
  async control(control: ReplayControl): Promise<Outcome<ReplayState>> {
    const fault = this.#faultOf(control);
    if (fault !== null) return fail('not-applicable', fault);
    if (control.action === 'play') await this.#play(control.speed);
    else if (control.action === 'seek') await this.#seek(control.at);
    else if (control.action === 'close') await this.#close();
    else await this.#pause();
    return ok(this.state);
  }

  #faultOf(control: ReplayControl): string | null {
    const { from, to } = this.#options.source;
    if (control.action === 'play' && control.speed !== null) {
      const { least, most } = replaySpeeds;
      const isWithin = control.speed >= least && control.speed <= most;
      return isWithin ? null : `a replay is ${least} to ${most} times as fast as the world`;
    }
    if (control.action !== 'seek' || (control.at >= from && control.at <= to)) return null;
    return 'the recording does not reach to that time';
  }

  async #play(speed: number | null): Promise<void> {
    this.#speed = speed;
    this.#playing = this.#at < this.#options.source.to;
    const number = ++this.#asked;
    const isAsked = (): boolean => number === this.#asked;
    await this.#run(async () => {
      if (!isAsked()) return;
      if (speed === null) await this.#hurry(isAsked);
      else this.#pace(speed, isAsked);
    });
  }

  async #pause(): Promise<void> {
    this.#playing = false;
    this.#asked++;
    await this.#run(() => undefined);
  }

  async #close(): Promise<void> {
    this.#playing = false;
    this.#asked++;
    this.#sought++;
    await this.#run(() => this.#played.close());
  }

  /** Playing goes on from there. */
  async #seek(at: Instant): Promise<void> {
    const wasPlaying = this.#playing;
    this.#asked++;
    const number = ++this.#sought;
    const isAsked = (): boolean => number === this.#sought;
    await this.#run(async () => {
      if (!isAsked()) return;
      if (at < this.#at) {
        await this.#played.close();
        this.#played = new Played(this.#options.source, at, this.#options);
      }
      this.#at = at;
      await this.#goTo(at, isAsked, at);
    });
    if (wasPlaying && this.#playing && isAsked()) await this.#play(this.#speed);
  }

  /** One piece of work after the one before it. */
  async #run(work: () => Promise<void> | void): Promise<void> {
    this.#cancel();
    const before = this.#work;
    const done = (async (): Promise<void> => {
      await before.catch(() => undefined);
      try {
        await work();
      } catch (error) {
        this.#playing = false;
        this.#played.fault(error instanceof Error ? error.message : String(error));
        throw error;
      } finally {
        this.#options.onState?.(this.state);
      }
    })();
    this.#work = done;
    await done;
  }

  /** Takes every step up to a time, and tells the moment. */
  async #goTo(until: Instant, isAsked: IsAsked, at: Instant): Promise<void> {
    for (;;) {
      const next = await this.#played.nextTime();
      if (next === null || next > until) break;
      if (!isAsked()) return;
      this.#take(next);
    }
    await this.#tell(at);
  }

  /** The clock is never behind what was taken. */
  #take(time: number): void {
    this.#played.take();
    const { from } = this.#options.source;
    if (time > this.#at && time > from) this.#at = instant(time);
  }

  async #tell(at: Instant): Promise<void> {
    this.#at = at;
    await this.#options.onMoment({ at, markets: this.#played.markets });
  }

  /** Moments lie on a grid from the start, so that they are the same however often it is played. */
  async #hurry(isAsked: IsAsked): Promise<void> {
    const { source, idle = null } = this.#options;
    const { from, to } = source;
    const gridAfter = (at: number): number =>
      Math.min(to, from + Math.ceil((at - from) / this.#every) * this.#every);
    let due: number | null = null;
    let told: number = this.#at;
    const tell = async (at: number): Promise<void> => {
      due = null;
      told = at;
      await this.#tell(instant(at));
    };
    for (;;) {
      const next = await this.#played.nextTime();
      if (!isAsked()) return;
      const ends = next === null || next > to;
      if (due !== null && (ends || next > due)) await tell(due);
      else if (idle !== null && due === null && (ends ? to : next) - told > idle) {
        await tell(told + idle);
      } else if (ends) break;
      else {
        this.#take(next);
        if (Number.isFinite(next)) due ??= gridAfter(Math.max(next, told + 1));
      }
    }
    this.#playing = false;
    if (told < to) await tell(to);
  }

  /** Moments by a timer: as often as the replayed clock allows, and not more often in real time. */
  #pace(speed: number, isAsked: IsAsked): void {
    const { source, around } = this.#options;
    const start = { at: this.#at, elapsed: around.elapsed() };
    const step = async (): Promise<void> => {
      if (!isAsked()) return;
      const passed = (around.elapsed() - start.elapsed) * speed;
      const at = instant(Math.min(source.to, Math.floor(start.at + passed)));
      await this.#goTo(at, isAsked, at);
      if (!isAsked()) return;
      if (at < source.to) schedule();
      else this.#playing = false;
    };
    const schedule = (): void => {
      this.#cancel = around.after(Math.max(this.#every, this.#every / speed), () => {
        // A fault is in the state; nobody waits for this one.
        this.#run(step).catch(() => undefined);
      });
    };
    if (this.#playing) schedule();
  }
}
