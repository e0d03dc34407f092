import type { RequestName } from '../../../engine/contract/contract.ts';
import type { ReviewState } from '../../../engine/contract/review.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { Handlers, PushListener } from '../../workstation.ts';

export type ReviewOptions = {
  /** Instants of which the store knows positions, oldest first. */
  readonly times: () => readonly Instant[];
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly isReplayed: () => boolean;
  readonly inTurn: <T>(step: () => Promise<T>) => Promise<T>;
  readonly recalculate: () => void;
  readonly tell: PushListener;
};

/** What changes the store, the settings or what is followed. */
const changing = [
  'commitImports',
  'undoImport',
  'redoImport',
  'loadSample',
  'setHousePolicy',
  'setMoveCosts',
  'setCorrelationDraft',
  'setFeeds',
  'changeFeed',
  'addKey',
  'removeKey',
  'setChain',
  'setWarningRules',
  'setWhatIfDrafts',
] as const satisfies readonly RequestName[];

/** What tells of the present only: it would stand beside figures of the past. */
const present = ['market', 'unwind', 'openReplay'] as const satisfies readonly RequestName[];

const dayAndTime = (at: Instant): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** An instant of the past that is shown in the place of the present. */
export class Review {
  readonly handlers: Pick<Handlers, 'review' | 'setReview'>;
  readonly #options: ReviewOptions;
  #at: Instant | null = null;

  constructor(options: ReviewOptions) {
    this.#options = options;
    this.handlers = {
      review: () => this.#state,
      setReview: (at) => options.inTurn(async () => this.#set(at)),
    };
  }

  /** Null while the present is shown. */
  get at(): Instant | null {
    return this.#at;
  }

  /** The same handlers, of which those that write or tell of the present refuse while a past is shown. */
  guarded(handlers: Handlers): Handlers {
    const refused = Object.fromEntries([
      ...changing.map((name) => [name, this.#refusing(name, handlers, 'nothing is changed')]),
      ...present.map((name) => [name, this.#refusing(name, handlers, 'live markets are of now')]),
    ]);
    return { ...handlers, ...refused };
  }

  #refusing(
    name: RequestName,
    handlers: Handlers,
    why: string,
  ): (...args: readonly never[]) => unknown {
    const answer = handlers[name] as (...args: readonly never[]) => unknown;
    return (...args) => {
      if (this.#at === null) return answer(...args);
      throw new Error(`the book of ${dayAndTime(this.#at)} is shown: ${why}. Go back to now first`);
    };
  }

  get #state(): ReviewState | null {
    return this.#at === null ? null : { at: this.#at };
  }

  #set(at: Instant | null): ReviewState | null {
    if (at !== null) this.#require(at);
    this.#at = at;
    this.#options.tell('review', this.#state);
    this.#options.recalculate();
    return this.#state;
  }

  /** @throws where nothing is known of an instant */
  #require(at: Instant): void {
    const { isReplayed, times, now } = this.#options;
    if (isReplayed()) throw new Error('a recording is replayed: close it first');
    if (at > now()) throw new Error('that is not past yet');
    const [first] = times();
    if (first === undefined) throw new Error('the store knows no positions of any day');
    if (at < first) throw new Error(`the first that the store knows is ${dayAndTime(first)}`);
  }
}
