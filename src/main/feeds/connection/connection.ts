import type { ConnectionHealth, ConnectionState } from '../../../engine/contract/feeds.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { BookNeed } from '../books/book-keeper.ts';
import type { FeedEvent, Frame } from '../events.ts';
import type { FeedTap } from '../recording/tap.ts';
import type { ConnectionPlan, Poll } from '../venue-feed.ts';
import type { VenueMarket } from '../venue-market.ts';
import { fullJitter } from './backoff.ts';
import { Budget } from './budget.ts';
import { ClockWatch } from './clock-watch.ts';
import { Paced } from './paced.ts';
import { Rate } from './rate.ts';
import { Requests } from './requests.ts';
import type { Socket, Surroundings } from './surroundings.ts';

const BACKOFF = { least: 500, most: 60_000 };
/** Milliseconds of life after which a connection counts as good again. */
const PROVEN = 30_000;
/** Milliseconds between looks at the clock. */
const LOOK = 1_000;
/** Further pages of one list that are asked for. */
const MOST_PAGES = 50;
/** Milliseconds until a request that failed is made again, where its turn is later. */
const RETRY = 60_000;
/** Milliseconds after which it is forgotten that a book was lost. */
const FORGIVEN = 60_000;
/** Milliseconds that a book may take to come. */
const BOOK_PATIENCE = 10_000;

/** Milliseconds in which a venue confirms something of what it was asked first, or sends it. */
const OPENING_PATIENCE = 10_000;

/** When a book was last had anew, how often in a row, and whether that waits for its turn. */
type Fetched = { at: number; readonly again: number; waits: boolean };

export type ConnectionOptions = {
  readonly plan: ConnectionPlan;
  readonly market: VenueMarket;
  readonly requests: Requests;
  readonly connections: Budget;
  readonly around: Surroundings;
  readonly tap?: FeedTap | undefined;
  /** After each frame that was taken. */
  readonly onFrame: (frame: Frame, events: readonly FeedEvent[]) => void;
  readonly onState: () => void;
};

/** One socket that is kept alive, with the requests that belong to it. */
export class Connection {
  readonly #plan: ConnectionPlan;
  readonly #market: VenueMarket;
  readonly #requests: Requests;
  readonly #connections: Budget;
  readonly #around: Surroundings;
  readonly #onFrame: (frame: Frame, events: readonly FeedEvent[]) => void;
  readonly #tap: FeedTap | undefined;
  readonly #onState: () => void;
  readonly #messages: Paced;
  readonly #frames = new Rate();
  readonly #characters = new Rate();
  readonly #cancels = new Set<() => void>();
  readonly #fetched = new Map<string, Fetched>();
  readonly #clock: ClockWatch;
  #socket: Socket | null = null;
  #state: ConnectionState = 'connecting';
  #since: Instant;
  #openedAt: number | null = null;
  /** Whether the venue took what this socket asked first. */
  #isTaken = false;
  #heardAt: number | null = null;
  #lastHeard: Instant | null = null;
  #lookedAt: number;
  #failures = 0;
  #opened = 0;
  #lost = 0;
  #lastFault: string | null = null;

  constructor(options: ConnectionOptions) {
    this.#plan = options.plan;
    this.#market = options.market;
    this.#requests = options.requests;
    this.#connections = options.connections;
    this.#around = options.around;
    this.#tap = options.tap;
    this.#onFrame = options.onFrame;
    this.#onState = options.onState;
    this.#messages = new Paced(new Budget(options.plan.limits.messages), options.around);
    this.#clock = new ClockWatch(options.around);
    this.#since = options.around.now();
    this.#lookedAt = options.around.elapsed();
    this.#dial();
    for (const poll of options.plan.polls) this.#poll(poll);
    this.#look();
    if (options.plan.beat !== null) this.#beat(options.plan.beat);
  }

  get health(): ConnectionHealth {
    const elapsed = this.#around.elapsed();
    return {
      name: this.#plan.name,
      state: this.#state,
      since: this.#since,
      lastHeard: this.#lastHeard,
      framesPerSecond: this.#frames.perSecond(elapsed),
      charactersPerSecond: this.#characters.perSecond(elapsed),
      opened: this.#opened,
      lost: this.#lost,
      lastFault: this.#lastFault,
    };
  }

  stop(): void {
    if (this.#state !== 'stopped') this.#lose('it was stopped');
    this.#to('stopped');
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#messages.clear();
    this.#socket?.close();
    this.#socket = null;
    for (const { market, symbol } of this.#plan.books) this.#market.books.forget(market, symbol);
  }

  #to(state: ConnectionState): void {
    if (this.#state === state || this.#state === 'stopped') return;
    this.#state = state;
    this.#since = this.#around.now();
    this.#onState();
  }

  #later(milliseconds: number, call: () => void): void {
    const cancel = this.#around.after(milliseconds, () => {
      this.#cancels.delete(cancel);
      call();
    });
    this.#cancels.add(cancel);
  }

  #dial(): void {
    const elapsed = this.#around.elapsed();
    const wait = this.#connections.wait(1, elapsed);
    if (wait > 0) {
      this.#later(wait, () => this.#dial());
      return;
    }
    this.#connections.spend(1, elapsed);
    const socket = this.#around.open(this.#plan.url, {
      opened: () => this.#onOpened(),
      text: (text) => this.#onText(text, this.#plan.url),
      ended: (why) => {
        if (this.#socket === socket) this.#onEnded(why);
      },
    });
    this.#socket = socket;
    this.#openedAt = null;
    this.#heardAt = elapsed;
  }

  #onOpened(): void {
    this.#opened++;
    this.#openedAt = this.#around.elapsed();
    this.#isTaken = this.#plan.opening.length === 0;
    this.#heardAt = this.#openedAt;
    this.#to('syncing');
    for (const text of this.#plan.opening) this.#send(text);
    for (const book of this.#plan.books) {
      this.#market.books.expect(book, this.#around.now());
      if (this.#plan.snapshot(book) !== null) this.#fetchNow(book);
    }
  }

  #send(text: string): void {
    const socket = this.#socket;
    this.#messages.do(1, () => {
      if (this.#socket === socket) socket?.send(text);
    });
  }

  #onText(text: string, endpoint: string): void {
    if (this.#state === 'stopped' || this.#hasSlept()) return;
    const elapsed = this.#around.elapsed();
    const receivedAt = this.#around.now();
    this.#heardAt = elapsed;
    this.#lastHeard = receivedAt;
    this.#frames.count(1, elapsed);
    this.#characters.count(text.length, elapsed);
    this.#take({ endpoint, text, receivedAt });
  }

  #take(frame: Frame): void {
    this.#tap?.arriving(this.#market, frame);
    const { events, needs } = this.#market.take(frame);
    for (const event of events) {
      if (event.kind !== 'control') {
        if (frame.endpoint === this.#plan.url) this.#isTaken = true;
        continue;
      }
      if (event.word === 'answered') this.#isTaken = true;
      if (event.word === 'refused') this.#lastFault = event.detail;
      const answer = event.word === 'asked' ? this.#plan.answer(event) : null;
      if (answer !== null) this.#send(answer);
    }
    for (const need of needs) if (this.#isWanted(need)) this.#fetch(need);
    this.#settle();
    this.#onFrame(frame, events);
  }

  /** A venue may speak of books that nobody asked it for. */
  #isWanted({ market, symbol }: BookNeed): boolean {
    return this.#plan.books.some((one) => one.market === market && one.symbol === symbol);
  }

  /** What state the books and the socket add up to. */
  #settle(): void {
    if (this.#openedAt === null) return;
    const states = this.#plan.books.map(
      ({ market, symbol }) => this.#market.books.book(market, symbol)?.state ?? 'syncing',
    );
    if (states.includes('withdrawn')) this.#to('resync');
    else this.#to(states.includes('syncing') ? 'syncing' : 'live');
  }

  /** Has a book sent anew; one that is lost again and again waits longer each time. */
  #fetch(need: BookNeed): void {
    const key = `${need.symbol}.${need.market}`;
    const elapsed = this.#around.elapsed();
    const before = this.#fetched.get(key);
    if (before?.waits === true) return;
    const again = before === undefined || elapsed - before.at > FORGIVEN ? 0 : before.again + 1;
    const fetched: Fetched = { at: elapsed, again, waits: again >= 2 };
    this.#fetched.set(key, fetched);
    if (!fetched.waits) this.#fetchNow(need);
    else {
      this.#later(fullJitter(again - 1, BACKOFF, this.#around.random()), () => {
        fetched.waits = false;
        fetched.at = this.#around.elapsed();
        this.#fetchNow(need);
      });
    }
  }

  #fetchNow(need: BookNeed): void {
    if (this.#openedAt === null) return;
    const asked = this.#plan.snapshot(need);
    if (asked === null) {
      for (const text of this.#plan.renew(need)) this.#send(text);
      return;
    }
    const socket = this.#socket;
    this.#requests.ask(asked, (text, why) => {
      if (this.#state === 'stopped' || this.#hasSlept()) return;
      // It was asked for by a connection that ended: a book of it would be live with nothing to change it.
      if (this.#socket !== socket) return;
      if (text === null) this.#lastFault = `${need.symbol}: no snapshot: ${why}`;
      else this.#take({ endpoint: asked.url, text, receivedAt: this.#around.now() });
    });
  }

  #poll(poll: Poll): void {
    this.#page(poll, poll.url, MOST_PAGES);
  }

  /** @param left pages that may still be asked for after this one */
  #page(poll: Poll, url: string, left: number): void {
    this.#requests.ask({ ...poll, url }, (text, why) => {
      if (this.#state === 'stopped') return;
      if (this.#hasSlept()) {
        this.#poll(poll);
        return;
      }
      if (text === null) this.#lastFault = `a request failed: ${why}`;
      else this.#take({ endpoint: url, text, receivedAt: this.#around.now() });
      const next = text === null || left === 0 ? null : (poll.next?.(text) ?? null);
      const wait = text === null ? Math.min(RETRY, poll.every) : poll.every;
      if (next === null) this.#later(wait, () => this.#poll(poll));
      else this.#page(poll, next, left - 1);
    });
  }

  /**
   * Whether the computer slept, or its clock was set forward: which of them cannot be told. What comes
   * now may have waited since, and would pass for new. The connection begins anew.
   */
  #hasSlept(): boolean {
    const moved = this.#clock.moved();
    if (moved !== 0) this.#market.clock.forget();
    if (moved <= 0) return false;
    const socket = this.#socket;
    if (socket !== null) this.#onEnded('this computer slept, or its clock was set');
    socket?.close();
    return true;
  }

  #beat(beat: NonNullable<ConnectionPlan['beat']>): void {
    this.#later(beat.every, () => {
      if (this.#openedAt !== null) this.#send(beat.text);
      this.#beat(beat);
    });
  }

  /** Looks once a second whether anything is still heard. */
  #look(): void {
    this.#later(LOOK, () => {
      this.#hasSlept();
      const elapsed = this.#around.elapsed();
      const slept = elapsed - this.#lookedAt;
      this.#lookedAt = elapsed;
      const silent = elapsed - (this.#heardAt ?? elapsed);
      if (
        this.#socket !== null &&
        (silent > 2 * this.#plan.silence || slept > this.#plan.silence)
      ) {
        const socket = this.#socket;
        this.#onEnded(
          slept > this.#plan.silence ? 'this computer slept' : `silent for ${silent} ms`,
        );
        socket.close();
      } else if (this.#openedAt !== null && silent > this.#plan.silence) this.#silent();
      if (
        this.#openedAt !== null &&
        !this.#isTaken &&
        elapsed - this.#openedAt > OPENING_PATIENCE
      ) {
        const socket = this.#socket;
        this.#onEnded('the venue does not answer what it is asked');
        socket?.close();
      }
      const { life } = this.#plan;
      if (life !== undefined && this.#openedAt !== null && elapsed - this.#openedAt > life) {
        const socket = this.#socket;
        this.#onEnded('renewed before the venue ends it');
        socket?.close();
      }
      // What is asked over a silent socket has no answer, and a book without its changes would be none.
      if (this.#openedAt !== null && silent <= this.#plan.silence) {
        const now = this.#around.now();
        for (const need of this.#market.books.overdue(this.#plan.books, now, BOOK_PATIENCE)) {
          this.#fetch(need);
        }
        if (elapsed - this.#openedAt > PROVEN) this.#failures = 0;
      }
      this.#look();
    });
  }

  /** Open, and nothing is heard: what the books missed is not known. */
  #silent(): void {
    if (this.#state === 'stale') return;
    this.#market.books.doubt(this.#plan.books, this.#around.now());
    this.#to('stale');
  }

  #onEnded(why: string): void {
    if (this.#state === 'stopped') return;
    this.#socket = null;
    this.#openedAt = null;
    this.#lost++;
    this.#failures++;
    this.#lastFault = why;
    this.#messages.clear();
    this.#lose(`the connection ended: ${why}`);
    this.#to('connecting');
    this.#later(fullJitter(this.#failures, BACKOFF, this.#around.random()), () => this.#dial());
  }

  #lose(reason: string): void {
    const { url: endpoint, books } = this.#plan;
    const lost = { endpoint, books, reason, at: this.#around.now() };
    this.#tap?.lost(this.#market, lost);
    this.#market.lose(lost);
  }
}
