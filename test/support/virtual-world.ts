import type {
  Answer,
  Socket,
  SocketListener,
  Surroundings,
} from '../../src/main/feeds/connection/surroundings.ts';
import { instant, type Instant } from '../../src/engine/values/units.ts';

/** A socket as its venue sees it. */
export type VenueSide = {
  readonly url: string;
  /** What we sent. */
  readonly sent: readonly string[];
  readonly sentTimes: readonly number[];
  readonly open: () => void;
  readonly text: (text: string) => void;
  readonly end: (why: string) => void;
  readonly isClosed: () => boolean;
};

type Timer = { at: number; readonly call: () => void };

const START = 1_790_000_000_000;

/** Clocks, timers, sockets and requests that a test moves by hand. */
export class VirtualWorld {
  readonly sockets: VenueSide[] = [];
  readonly requests: { readonly url: string; readonly at: number }[] = [];
  /** Times of the attempts to open a socket. */
  readonly dials: number[] = [];
  readonly sentAt: number[] = [];
  /** What the next attempt does, and what a request is answered. */
  onDial: (side: VenueSide) => void = (side) => side.open();
  onSent: (side: VenueSide, text: string) => void = () => undefined;
  answer: (url: string) => Answer | null | Promise<Answer> = () => null;
  random: () => number = () => 0.5;
  #elapsed = 0;
  /** What the wall's clock is beyond the time that passed. */
  wall: number = START;
  #timers: Timer[] = [];

  readonly around: Surroundings = {
    now: () => this.now(),
    elapsed: () => this.#elapsed,
    random: () => this.random(),
    after: (milliseconds, call) => {
      const timer = { at: this.#elapsed + milliseconds, call };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((one) => one !== timer);
      };
    },
    open: (url, listener) => this.#open(url, listener),
    request: ({ url }) => {
      this.requests.push({ url, at: this.#elapsed });
      const answer = this.answer(url);
      return answer === null ? Promise.reject(new Error('no answer')) : Promise.resolve(answer);
    },
  };

  now(): Instant {
    return instant(this.wall + this.#elapsed);
  }

  get elapsed(): number {
    return this.#elapsed;
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets time pass; every timer that is due is called at its own time. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#elapsed + milliseconds;
    for (;;) {
      await settled();
      const due = this.#timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#elapsed = Math.max(this.#elapsed, due.at);
      due.call();
    }
    this.#elapsed = until;
    await settled();
  }

  /** The computer sleeps: time passes and no timer is called until it wakes. */
  sleep(milliseconds: number): void {
    this.#elapsed += milliseconds;
  }

  #open(url: string, listener: SocketListener): Socket {
    this.dials.push(this.#elapsed);
    let closed = false;
    const sent: string[] = [];
    const sentTimes: number[] = [];
    const side: VenueSide = {
      url,
      sent,
      sentTimes,
      open: () => {
        if (!closed) listener.opened();
      },
      text: (text) => {
        if (!closed) listener.text(text);
      },
      end: (why) => {
        if (closed) return;
        closed = true;
        listener.ended(why);
      },
      isClosed: () => closed,
    };
    this.sockets.push(side);
    // A real socket opens later than the call returns.
    this.#timers.push({ at: this.#elapsed, call: () => this.onDial(side) });
    return {
      send: (text) => {
        if (closed) return;
        sent.push(text);
        sentTimes.push(this.#elapsed);
        this.sentAt.push(this.#elapsed);
        this.onSent(side, text);
      },
      close: () => {
        closed = true;
      },
    };
  }
}

const settled = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};
