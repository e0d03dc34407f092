import type { Instant } from '../../../engine/values/units.ts';

/** An open socket. After `close` nothing more is told. */
export type Socket = {
  readonly send: (text: string) => void;
  readonly close: () => void;
};

export type SocketListener = {
  readonly opened: () => void;
  readonly text: (text: string) => void;
  /** Told once, also when opening failed. */
  readonly ended: (why: string) => void;
};

/** A request, complete. One that is signed holds secrets: it is never logged. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: none. */
  readonly body: string | null;
};

/** A request of public data: a body is JSON. */
export const publicRequest = (url: string, body: string | null): HttpRequest => ({
  method: body === null ? 'GET' : 'POST',
  url,
  headers: body === null ? {} : { 'content-type': 'application/json' },
  body,
});

export type Answer = {
  readonly status: number;
  readonly text: string;
  /** Milliseconds that the venue asks to wait; null where it does not. */
  readonly retryAfter: number | null;
};

/** An answer that was given up for its length: asking again brings the same. */
export class AnswerTooLong extends Error {
  constructor(most: number) {
    super(`the answer is longer than ${most} characters`);
  }
}

/** What a connection needs of the world, so that tests have it in hand. */
export type Surroundings = {
  /** The clock on the wall: may jump. */
  readonly now: () => Instant;
  /** Milliseconds that only grow, for waits and ages. */
  readonly elapsed: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Calls later, unless the function that is returned is called before. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
  readonly open: (url: string, listener: SocketListener) => Socket;
  /** Never rejects for what the venue says; @throws AnswerTooLong, or where no answer came. */
  readonly request: (request: HttpRequest, signal: AbortSignal) => Promise<Answer>;
};
