import type { Dialect } from './dialect.ts';
import type { FaultPlan } from './faults.ts';
import type { GeneratedSession } from './generated.ts';
import type { HeldBook, Of, Said } from './said.ts';
import { nameOf, Truth } from './truth.ts';

/** One socket to a client, whatever carries it. */
export type Line = {
  readonly send: (text: string) => void;
  readonly binary: () => void;
  /** Half of a text's bytes, then a reset. */
  readonly torn: (text: string) => void;
  /** Null: without a word. */
  readonly end: (code: number | null) => void;
  /** Whether the client has closed it. */
  readonly isClosed: () => boolean;
};

/** What goes wrong beside single messages. */
export type Trouble = {
  readonly plan: FaultPlan;
  /** Messages of the session by which a whole book in the channel comes late. */
  readonly wholeLate: number;
  /** A requested book is as it was so many messages ago. */
  readonly wholeOld: number;
};

export const noTrouble: Trouble = { plan: new Map(), wholeLate: 0, wholeOld: 0 };

type Open = {
  readonly line: Line;
  readonly channels: Set<string>;
  /** Texts that wait until so many messages of the session were said. */
  late: { readonly at: number; readonly text: string }[];
  /** What was sent of the session, newest last. */
  readonly log: string[];
  /** Of the next text. */
  number: number;
  ended: boolean;
};

/** Messages that can be replayed. */
const REMEMBERED = 64;

/**
 * A venue that plays a session to whoever subscribes, with faults by a plan. It knows no socket and no
 * clock. Its own books are rebuilt apart (`truth`): whole books are answered from there, so that whoever
 * subscribes anew gets what the venue holds then.
 */
export class PlayedVenue {
  readonly dialect: Dialect;
  readonly truth: Truth;
  trouble: Trouble = noTrouble;
  /** Texts that clients sent, subscriptions to books, requests. */
  readonly counts: { heard: number; wholes: number; requests: number; requestsOfBooks: number } = {
    heard: 0,
    wholes: 0,
    requests: 0,
    requestsOfBooks: 0,
  };
  #said: readonly Said[];
  #next = 0;
  #lines: Open[] = [];
  /** While true nothing that is said comes to anybody, and no socket is told. */
  #silent = false;

  constructor(dialect: Dialect, session: GeneratedSession) {
    this.dialect = dialect;
    this.truth = new Truth(dialect.depth);
    for (const book of session.begins) this.truth.take(book);
    this.#said = session.said;
  }

  get position(): number {
    return this.#next;
  }

  get left(): number {
    return this.#said.length - this.#next;
  }

  get open(): number {
    this.#forgetClosed();
    return this.#lines.length;
  }

  /** Whether every channel of a mark and a book of the session is subscribed to. */
  get isFollowed(): boolean {
    this.#forgetClosed();
    const followed = new Set(this.#lines.flatMap(({ channels }) => [...channels]));
    return this.#said.every((one) => followed.has(this.dialect.channelOf(one)));
  }

  get silent(): boolean {
    return this.#silent;
  }

  set silent(silent: boolean) {
    this.#silent = silent;
  }

  /** A socket opened. */
  connect(line: Line): { readonly text: (text: string) => void; readonly gone: () => void } {
    const open: Open = { line, channels: new Set(), late: [], log: [], number: 0, ended: false };
    this.#lines.push(open);
    return {
      text: (text) => this.#heard(open, text),
      gone: () => this.#gone(open),
    };
  }

  /** @returns what a request is answered */
  request(url: string): string {
    this.counts.requests++;
    const { wholeOld } = this.trouble;
    return this.dialect.requested(url, (of) => {
      this.counts.requestsOfBooks++;
      return this.truth.heldBefore(nameOf(of), wholeOld);
    });
  }

  /** Says the session's next message. */
  step(): void {
    const said = this.#said[this.#next];
    if (said === undefined) return;
    const fault = this.trouble.plan.get(this.#next);
    this.truth.take(said);
    const channel = this.dialect.channelOf(said);
    const text = this.dialect.textOf(said, (of) => this.truth.held(nameOf(of)));
    this.#next++;
    if (this.#silent) return;
    for (const open of this.#lines) {
      if (fault?.kind === 'end') this.#end(open, fault.code);
      else if (open.channels.has(channel)) this.#tell(open, this.#stamped(open, text));
      this.#tellLate(open);
    }
  }

  /** More is said, after what the session had. */
  extend(said: readonly Said[]): void {
    this.#said = [...this.#said, ...said];
  }

  /** Everything that was held back comes at once. */
  flush(): void {
    for (const open of this.#lines) {
      for (const { text } of open.late) open.line.send(text);
      open.late = [];
    }
  }

  /** To every socket. */
  shout(text: string): void {
    for (const open of this.#lines) open.line.send(this.#stamped(open, text));
  }

  /** A text as it is, to every socket. */
  garble(text: string): void {
    for (const { line } of this.#lines) line.send(text);
  }

  /** Ends every connection. */
  cut(code: number | null = null): void {
    for (const open of this.#lines) this.#end(open, code);
  }

  #stamped(open: Open, text: string): string {
    return this.dialect.stamped?.(text, open.number++) ?? text;
  }

  #tell(open: Open, text: string): void {
    const { line, log } = open;
    log.push(text);
    if (log.length > REMEMBERED) log.shift();
    const fault = this.trouble.plan.get(this.#next - 1);
    switch (fault?.kind) {
      case undefined:
        line.send(text);
        return;
      case 'drop':
      case 'end':
        return;
      case 'duplicate':
        for (let i = 0; i < fault.times; i++) line.send(text);
        return;
      case 'delay':
        open.late.push({ at: this.#next + fault.by, text });
        return;
      case 'replay':
        line.send(text);
        line.send(log[Math.max(0, log.length - 1 - fault.back)]!);
        return;
      case 'truncate':
        line.send(text.slice(0, Math.floor(text.length * fault.share)));
        return;
      case 'text':
        line.send(this.dialect.stamped?.(fault.text, open.number - 1) ?? fault.text);
        if (fault.keeps) line.send(text);
        return;
      case 'binary':
        line.binary();
        line.send(text);
        return;
      case 'torn':
        line.torn(text);
        this.#gone(open);
    }
  }

  #tellLate(open: Open): void {
    const due = open.late.filter(({ at }) => at <= this.#next);
    open.late = open.late.filter(({ at }) => at > this.#next);
    for (const { text } of due) open.line.send(text);
  }

  #heard(open: Open, text: string): void {
    if (open.ended || this.#silent) return;
    this.counts.heard++;
    const { answers, subscribed, unsubscribed } = this.dialect.heard(text);
    for (const channel of unsubscribed) open.channels.delete(channel);
    for (const channel of subscribed) open.channels.add(channel);
    for (const answer of answers) open.line.send(this.#stamped(open, answer));
    for (const channel of subscribed) this.#whole(open, channel);
  }

  #whole(open: Open, channel: string): void {
    const held = (of: Of): HeldBook => this.truth.held(nameOf(of));
    const text = this.dialect.whole(channel, held);
    if (text === null) return;
    this.counts.wholes++;
    const { wholeLate } = this.trouble;
    if (wholeLate === 0) open.line.send(this.#stamped(open, text));
    else open.late.push({ at: this.#next + wholeLate, text: this.#stamped(open, text) });
  }

  #forgetClosed(): void {
    this.#lines = this.#lines.filter(({ line }) => !line.isClosed());
  }

  #end(open: Open, code: number | null): void {
    this.#gone(open);
    open.line.end(code);
  }

  #gone(open: Open): void {
    open.ended = true;
    this.#lines = this.#lines.filter((one) => one !== open);
  }
}
