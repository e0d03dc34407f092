import type { RecordingStatus } from '../../../engine/contract/feeds.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { MarketMinute } from '../../store/market-minutes.ts';
import type { NewRecording, Retention } from '../../store/recordings.ts';
import type { Store } from '../../store/store.ts';
import type { Surroundings } from '../connection/surroundings.ts';
import type { Frame, LostConnection } from '../events.ts';
import { frameLine, lostLine } from '../replay/own-line.ts';
import type { VenueMarket } from '../venue-market.ts';
import { publicEndpoint } from './endpoint.ts';
import { marketState } from './market-state.ts';
import { minuteOf, minuteOfMarket } from './minute.ts';
import { OpenRun } from './open-run.ts';
import { keepAll, type RecordingPolicy, recordingPolicyInForce, retentionAt } from './policy.ts';
import type { FeedTap } from './tap.ts';

/** How much is gathered before it is written; characters are UTF-16 units. */
export type RecorderLimits = {
  readonly runCharacters: number;
  readonly runMilliseconds: number;
  /** Milliseconds between runs that begin with all that is known of the venue. */
  readonly stateMilliseconds: number;
  /** Most that waits in memory: characters gathered, and bytes packed. Beyond it messages are not recorded. */
  readonly held: number;
  /** Minutes of venues that may wait. */
  readonly minutes: number;
};

const usual: RecorderLimits = {
  runCharacters: 2 * 1024 ** 2,
  runMilliseconds: 30_000,
  stateMilliseconds: 900_000,
  held: 64 * 1024 ** 2,
  minutes: 600,
};

export type RecorderOptions = {
  readonly store: Pick<Store, 'putRecording' | 'putMarketMinute' | 'setting'>;
  readonly around: Pick<Surroundings, 'now' | 'elapsed' | 'after'>;
  readonly limits?: Partial<RecorderLimits>;
  /** After a fault came or went. */
  readonly onStatus?: (status: RecordingStatus) => void;
};

type Followed = {
  readonly market: VenueMarket;
  run: OpenRun | null;
  minute: Instant;
  /** False where the next run cannot stand on the one before. */
  continues: boolean;
  /** When what is known was last kept; null: never. */
  stateAt: number | null;
};

/** Milliseconds between looks at what is due. */
const LOOK = 1_000;

/** Keeps what live markets say. Nothing that goes wrong here reaches the feed. */
export class Recorder implements FeedTap {
  readonly #store: RecorderOptions['store'];
  readonly #around: RecorderOptions['around'];
  readonly #limits: RecorderLimits;
  readonly #onStatus: (status: RecordingStatus) => void;
  readonly #followed = new Map<string, Followed>();
  readonly #packed: NewRecording[] = [];
  readonly #minutes: MarketMinute[] = [];
  #policy: RecordingPolicy | null = null;
  #packing: Promise<void> = Promise.resolve();
  /** Characters of runs that are being packed, and messages in them. */
  #packingHeld = 0;
  #packingFrames = 0;
  #isFull = false;
  #frames = 0;
  #notRecorded = 0;
  #minutesNotRecorded = 0;
  #fault: RecordingStatus['fault'] = null;
  #cancel: () => void = () => undefined;

  constructor({ store, around, limits, onStatus }: RecorderOptions) {
    this.#store = store;
    this.#around = around;
    this.#limits = { ...usual, ...limits };
    this.#onStatus = onStatus ?? ((): void => undefined);
    this.#guarded(() => this.#note(this.#readPolicy()));
    this.#look();
  }

  get status(): RecordingStatus {
    return {
      frames: this.#frames,
      notRecorded: this.#notRecorded,
      minutesNotRecorded: this.#minutesNotRecorded,
      waiting: this.#waiting,
      fault: this.#fault,
    };
  }

  /** What is held in memory: characters gathered and being packed, bytes packed. */
  get held(): number {
    let total = this.#packingHeld;
    for (const { run } of this.#followed.values()) total += run?.held ?? 0;
    for (const one of this.#packed) total += sizeOf(one);
    return total;
  }

  readonly arriving = (market: VenueMarket, frame: Frame): void => {
    this.#guarded(() => {
      const followed = this.#of(market, frame.receivedAt);
      this.#turnMinute(followed, frame.receivedAt);
      const line = frameLine({ ...frame, endpoint: publicEndpoint(frame.endpoint) });
      this.#add(followed, line, frame.receivedAt, true);
    });
  };

  readonly lost = (market: VenueMarket, lost: LostConnection): void => {
    this.#guarded(() => {
      const line = lostLine({ ...lost, endpoint: publicEndpoint(lost.endpoint) });
      this.#add(this.#of(market, lost.at), line, lost.at, false);
    });
  };

  /** Writes all that was gathered, as far as the store takes it. */
  async flush(): Promise<void> {
    for (const followed of this.#followed.values()) this.#end(followed);
    await this.#packing;
    this.#write();
  }

  /** The last minute is written as far as it went. What cannot be written is counted as not recorded. */
  async close(): Promise<void> {
    this.#cancel();
    for (const followed of this.#followed.values()) this.#keepMinute(followed);
    await this.flush();
    for (const { frames } of this.#packed.splice(0)) this.#notRecorded += frames;
    this.#minutesNotRecorded += this.#minutes.splice(0).length;
  }

  /** Writes what was gathered before the program ends. What is being packed at that moment is not kept. */
  closeNow(): void {
    this.#cancel();
    for (const followed of this.#followed.values()) {
      this.#keepMinute(followed);
      if (followed.run !== null) this.#packed.push(followed.run.packedNow());
      followed.run = null;
    }
    this.#write();
  }

  get #waiting(): number {
    let total = this.#packingFrames;
    for (const { run } of this.#followed.values()) total += run?.frames ?? 0;
    for (const { frames } of this.#packed) total += frames;
    return total;
  }

  #of(market: VenueMarket, at: Instant): Followed {
    const known = this.#followed.get(market.feed.id);
    if (known?.market === market) return known;
    if (known !== undefined) this.#end(known);
    const minute = minuteOf(at);
    const followed = { market, run: null, minute, continues: false, stateAt: null };
    this.#followed.set(market.feed.id, followed);
    return followed;
  }

  #add(followed: Followed, line: string, at: Instant, isFrame: boolean): void {
    if (this.#policy?.frames.record === false) {
      this.#leaveOut(followed);
      return;
    }
    const room = this.#limits.held - this.held - line.length - 1;
    // Once full, it goes on when there is room for more than the next message.
    this.#isFull = room < 0 || (this.#isFull && room < this.#limits.held / 2);
    if (this.#isFull) {
      this.#leaveOut(followed);
      if (isFrame) this.#notRecorded++;
      return;
    }
    followed.run ??= this.#begin(followed, at, room);
    followed.run.add(line, at, isFrame);
    if (followed.run.held >= this.#limits.runCharacters) this.#end(followed);
  }

  /** What follows cannot stand on what was kept before. */
  #leaveOut(followed: Followed): void {
    this.#end(followed);
    followed.continues = false;
  }

  /** @param room characters that the state may have */
  #begin(followed: Followed, at: Instant, room: number): OpenRun {
    const { market, continues, stateAt } = followed;
    const since = this.#around.elapsed();
    const isDue =
      !continues || stateAt === null || since - stateAt >= this.#limits.stateMilliseconds;
    const known = isDue ? marketState(market) : null;
    const text = known === null ? null : JSON.stringify(known);
    const state = text === null || text.length > room ? null : text;
    if (state !== null) followed.stateAt = since;
    followed.continues = true;
    return new OpenRun({ venue: market.feed.id, continues, state, since }, at);
  }

  /** Hands the gathered messages on to be packed and written. */
  #end(followed: Followed): void {
    const { run } = followed;
    if (run === null) return;
    followed.run = null;
    this.#packingHeld += run.held;
    this.#packingFrames += run.frames;
    this.#packing = this.#packing.then(async () => {
      try {
        this.#packed.push(await run.packed());
      } catch (error) {
        this.#notRecorded += run.frames;
        followed.continues = false;
        this.#note(error);
      }
      this.#packingHeld -= run.held;
      this.#packingFrames -= run.frames;
      this.#write();
    });
  }

  #turnMinute(followed: Followed, at: Instant): void {
    const minute = minuteOf(at);
    if (minute === followed.minute) return;
    this.#keepMinute(followed);
    followed.minute = minute;
  }

  #keepMinute({ market, minute }: Followed): void {
    if (this.#policy?.minutes.record === false) return;
    const made = minuteOfMarket(market, minute);
    if (made === null) return;
    if (this.#minutes.length < this.#limits.minutes) this.#minutes.push(made);
    else this.#minutesNotRecorded++;
  }

  #write(): void {
    try {
      const fault = this.#readPolicy();
      const now = this.#around.now();
      for (let one = this.#packed[0]; one !== undefined; one = this.#packed[0]) {
        this.#store.putRecording(one, this.#retention('frames', now));
        this.#packed.shift();
        this.#frames += one.frames;
      }
      for (let one = this.#minutes[0]; one !== undefined; one = this.#minutes[0]) {
        this.#store.putMarketMinute(one, this.#retention('minutes', now));
        this.#minutes.shift();
      }
      this.#note(fault);
    } catch (error) {
      this.#note(error);
    }
  }

  /** A policy that cannot be read deletes nothing. */
  #retention(of: keyof RecordingPolicy, now: Instant): Retention {
    return this.#policy === null ? keepAll : retentionAt(now, this.#policy[of]);
  }

  /** @returns what is wrong with it, if anything */
  #readPolicy(): string | null {
    const read = recordingPolicyInForce(this.#store);
    this.#policy = read.ok ? read.value : null;
    return read.ok ? null : read.failure.message;
  }

  #look(): void {
    this.#cancel = this.#around.after(LOOK, () => {
      this.#guarded(() => {
        const elapsed = this.#around.elapsed();
        for (const followed of this.#followed.values()) {
          this.#turnMinute(followed, this.#around.now());
          const since = followed.run?.start.since ?? elapsed;
          if (elapsed - since >= this.#limits.runMilliseconds) this.#end(followed);
        }
        if (this.#packed.length + this.#minutes.length > 0) this.#write();
      });
      this.#look();
    });
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#note(error);
    }
  }

  #note(error: unknown): void {
    const before = this.#fault?.message ?? null;
    const message = error === null ? null : messageOf(error);
    if (message === before) return;
    this.#fault = message === null ? null : { message, since: this.#around.now() };
    this.#onStatus(this.status);
  }
}

const sizeOf = ({ content, state }: NewRecording): number =>
  content.byteLength + (state?.byteLength ?? 0);

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
