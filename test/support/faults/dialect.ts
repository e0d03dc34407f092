import type { Endpoints, VenueFeed, Wanted } from '../../../src/main/feeds/venue-feed.ts';
import type { BookSaid, HeldBook, Of, Said } from './said.ts';

/** What a text that we sent means to a venue. */
export type Heard = {
  /** What it answers at once. */
  readonly answers: readonly string[];
  readonly subscribed: readonly string[];
  readonly unsubscribed: readonly string[];
};

/** How a venue numbers the messages of a book. */
export type Numbering = {
  /** Ids run on by one, or leave holes, or holes of ids that other instruments have, or there are none. */
  readonly step: 'one' | 'holes' | 'others' | 'none';
  /** Whether a message covers several ids. */
  readonly spans: boolean;
  /** A message has one level. */
  readonly single?: boolean;
};

/** A venue's side of the conversation: what the fault venue needs to know of each. */
export type Dialect = {
  readonly id: string;
  readonly feed: VenueFeed;
  readonly books: readonly Of[];
  readonly wanted: Wanted;
  readonly numbering: Numbering;
  /** The field that a `MarkSaid` becomes: a spot pair has a last price in place of a mark. */
  readonly valued: 'mark' | 'last';
  /** Levels a side that the venue keeps in a book; null: all. */
  readonly depth: number | null;
  /** @param socket `ws://127.0.0.1:port` @param rest `http://127.0.0.1:port` */
  readonly endpoints: (socket: string, rest: string) => Endpoints;
  /** Whether every mark has the venue's time: without, one that comes late cannot be told. */
  readonly isTimed: boolean;
  /** Whether each message of a book is the whole of it: then nothing can be missed. */
  readonly isWhole: boolean;
  /** Whether messages without numbers are held by checksums: a lost one shows where it left something else. */
  readonly isChecked?: boolean;
  /** The channel that something comes over. */
  readonly channelOf: (said: Said) => string;
  /** Something as the venue sends it. @param held the book after it */
  readonly textOf: (said: Said, held: (of: Of) => HeldBook) => string;
  /** Numbers what is sent over one connection, from 0, where the venue does. */
  readonly stamped?: (text: string, number: number) => string;
  /** A sign of life that the venue sends by itself. */
  readonly beats: { readonly every: number; readonly text: string } | null;
  readonly heard: (text: string) => Heard;
  /** The whole book that a subscription begins with; null where the channel brings none. */
  readonly whole: (channel: string, held: (of: Of) => HeldBook) => string | null;
  /** Answer of a request. Whole books where they have to be requested, empty lists otherwise. */
  readonly requested: (url: string, held: (of: Of) => HeldBook) => string;
  /** Reads a message of a recording, apart from the adapter that is tested; null: it says nothing of a book. */
  readonly read: (text: string) => BookSaid | null;
};

export const nothingHeard: Heard = { answers: [], subscribed: [], unsubscribed: [] };
