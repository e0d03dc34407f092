import type { Instant } from '../../../engine/values/units.ts';
import type { FeedEvent, Frame } from '../events.ts';
import { restoreMarket } from '../recording/market-state.ts';
import type { VenueFeed } from '../venue-feed.ts';
import { VenueMarket } from '../venue-market.ts';
import { type RecordedStep, type ReplaySource, stepTime } from './source.ts';

/** Faults that are listed; the rest are counted by the last of them. */
const MOST_FAULTS = 50;

export type PlayedOptions = {
  readonly feedOf: (venue: string) => VenueFeed | undefined;
  readonly onEvent?: ((venue: string, event: FeedEvent, frame: Frame) => void) | undefined;
};

/** The markets that the steps of a source lead to. Knows no clock. */
export class Played {
  readonly markets: Map<string, VenueMarket> = new Map();
  readonly #options: PlayedOptions;
  readonly #steps: AsyncIterator<RecordedStep>;
  readonly #faults: string[] = [];
  readonly #unknown = new Set<string>();
  #more = 0;
  #next: RecordedStep | null = null;

  /** @param from what the steps lead to there is known before the first later one is taken */
  constructor(source: ReplaySource, from: Instant, options: PlayedOptions) {
    this.#options = options;
    this.#steps = source.steps(from)[Symbol.asyncIterator]();
  }

  get faults(): readonly string[] {
    return this.#more === 0 ? this.#faults : [...this.#faults, `and ${this.#more} more`];
  }

  /** Time of the step that comes next; null after the last, or where the source cannot be read on. */
  async nextTime(): Promise<number | null> {
    if (this.#next === null) {
      try {
        const step = await this.#steps.next();
        if (step.done === true) return null;
        this.#next = step.value;
      } catch (error) {
        this.fault(error instanceof Error ? error.message : String(error));
        return null;
      }
    }
    return stepTime(this.#next);
  }

  /** Takes the step that `nextTime` told of. */
  take(): void {
    const step = this.#next;
    this.#next = null;
    if (step === null) return;
    if (step.kind === 'fault') this.fault(step.message);
    else if (step.kind === 'anew') {
      this.markets.delete(step.venue);
      const market = this.#market(step.venue);
      if (market !== null && step.state !== null) restoreMarket(market, step.state);
    } else if (step.kind === 'lost') {
      this.#market(step.venue)?.lose(step.lost);
    } else this.#frame(step.venue, step.frame);
  }

  fault(message: string): void {
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(message);
    else this.#more++;
  }

  async close(): Promise<void> {
    this.#next = null;
    await this.#steps.return?.();
  }

  #frame(venue: string, frame: Frame): void {
    const { onEvent } = this.#options;
    const taken = this.#market(venue)?.take(frame);
    if (onEvent === undefined || taken === undefined) return;
    for (const event of taken.events) onEvent(venue, event, frame);
  }

  /** Null where this version does not know the venue. */
  #market(venue: string): VenueMarket | null {
    const known = this.markets.get(venue);
    if (known !== undefined) return known;
    const feed = this.#options.feedOf(venue);
    if (feed === undefined) {
      if (!this.#unknown.has(venue)) this.fault(`no adapter reads the messages of "${venue}"`);
      this.#unknown.add(venue);
      return null;
    }
    const market = new VenueMarket(feed);
    this.markets.set(venue, market);
    return market;
  }
}
