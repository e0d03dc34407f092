import type { Dialect } from './dialect.ts';
import type { GeneratedSession } from './generated.ts';
import type { BookSaid, HeldBook, Of, Pair } from './said.ts';
import { nameOf, Truth } from './truth.ts';

/** A book's message of a session as the venue would send it, with more bids where wanted. */
export function textAt(
  dialect: Dialect,
  { begins, said }: GeneratedSession,
  at: number,
  bids: readonly Pair[] = [],
): string {
  const truth = new Truth(dialect.depth);
  for (const one of [...begins, ...said.slice(0, at + 1)]) truth.take(one);
  const one = said[at];
  if (one?.kind !== 'book') throw new Error(`message ${at} is of no book`);
  const more: BookSaid = { ...one, bids: [...bids, ...one.bids] };
  const held = (of: Of): HeldBook => {
    const whole = truth.held(nameOf(of));
    return { ...whole, bids: [...bids, ...whole.bids] };
  };
  return dialect.textOf(more, held);
}
