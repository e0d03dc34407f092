import type { Dialect } from './dialect.ts';
import type { GeneratedSession } from './generated.ts';
import type { BookSaid, Of } from './said.ts';
import { nameOf } from './truth.ts';

/** A recording as a session, and the venue that says it in the recording's own texts. */
export type RecordedSession = { readonly dialect: Dialect; readonly session: GeneratedSession };

/**
 * The books of a recording: each begins with its first whole book, and goes on with the changes after
 * that. What the recording said before is left out.
 *
 * @param texts of the recording, as they were received
 * @param most messages
 */
export function recordedSession(
  of: Dialect,
  texts: readonly string[],
  most: number,
): RecordedSession {
  const begins = new Map<string, BookSaid>();
  const early = new Map<string, BookSaid[]>();
  const sent = new Map<object, string>();
  const said: BookSaid[] = [];
  const held = new Map<string, number>();
  const add = (one: BookSaid): void => {
    const last = held.get(nameOf(one)) ?? null;
    const isOld = one.action === 'update' && last !== null && one.last !== null && one.last <= last;
    if (isOld || said.length >= most) return;
    if (one.last !== null) held.set(nameOf(one), one.last);
    said.push(one);
  };
  for (const text of texts) {
    const one = of.read(text);
    if (one === null) continue;
    const name = nameOf(one);
    sent.set(one, text);
    if (begins.has(name)) add(one);
    else if (one.action === 'update') early.set(name, [...(early.get(name) ?? []), one]);
    else {
      begins.set(name, one);
      if (one.last !== null) held.set(name, one.last);
      // A whole book that was requested came after changes that are already in it, and some that are not.
      for (const before of early.get(name) ?? []) add(before);
    }
  }
  const books: readonly Of[] = [...begins.values()].map(({ market, symbol }) => ({
    market,
    symbol,
  }));
  const dialect: Dialect = {
    ...of,
    books,
    wanted: { instruments: books.map((one) => ({ ...one, book: true })), assets: [] },
    textOf: (one, whole) => sent.get(one) ?? of.textOf(one, whole),
  };
  return { dialect, session: { begins: [...begins.values()], said } };
}
