import type { Numbering } from './dialect.ts';
import { below, seeded } from './random.ts';
import type { BookSaid, Of, Pair, Said } from './said.ts';

/** 2026-09-21, as the virtual world's clock. */
export const SESSION_START = 1_790_000_000_000;
/** Milliseconds between two messages of a session. */
export const SESSION_STEP = 100;

type Live = {
  readonly of: Of;
  mid: number;
  last: number;
  readonly bids: Set<number>;
  readonly asks: Set<number>;
};

export type GeneratedSession = {
  /** The whole books that it begins with. */
  readonly begins: readonly BookSaid[];
  readonly said: readonly Said[];
};

const quantity = (random: () => number): number => (1 + below(random, 999)) / 10;

/**
 * A session of some books that wander, with marks between them: prices are whole numbers, so that a
 * lost message soon leaves a book that is wrong, sometimes crossed. Ids as the venue numbers them.
 */
export function generatedSession(
  books: readonly Of[],
  numbering: Numbering,
  length: number,
  seed: number,
  depth: number | null = null,
): GeneratedSession {
  const random = seeded(seed);
  const live = books.map((of): Live => {
    const mid = 1_000;
    const bids = Array.from({ length: 8 }, (_, i) => mid - 1 - i);
    const asks = Array.from({ length: 8 }, (_, i) => mid + 1 + i);
    const last = 1_000 + below(random, 1_000);
    return { of, mid, last, bids: new Set(bids), asks: new Set(asks) };
  });
  const begins = live.map(({ of, last, bids, asks }): BookSaid => {
    const sized = (prices: Iterable<number>): readonly Pair[] =>
      [...prices].map((price) => [price, quantity(random)]);
    return {
      kind: 'book',
      action: 'snapshot',
      ...of,
      at: SESSION_START,
      bids: sized(bids),
      asks: sized(asks),
      first: null,
      last: numbering.step === 'none' ? null : last,
      previous: null,
    };
  });
  const said = Array.from({ length }, (_, i): Said => {
    const at = SESSION_START + (i + 1) * SESSION_STEP;
    const one = live[below(random, live.length)]!;
    return random() < 0.2
      ? { kind: 'mark', ...one.of, at, mark: one.mid + (1 + below(random, 9_999)) / 10_000 }
      : bookSaid(one, numbering, at, random, depth);
  });
  return { begins, said };
}

function bookSaid(
  one: Live,
  { step, spans, single = false }: Numbering,
  at: number,
  random: () => number,
  depth: number | null,
): BookSaid {
  if (!single) one.mid += below(random, 3) - 1;
  const bids: Pair[] = [];
  const asks: Pair[] = [];
  for (const price of one.bids) if (price >= one.mid) bids.push([price, 0]);
  for (const price of one.asks) if (price <= one.mid) asks.push([price, 0]);
  for (let i = single ? 1 : 1 + below(random, 3); i > 0; i--) {
    const away = 1 + below(random, 8);
    const side = random() < 0.5 ? bids : asks;
    const price = side === bids ? one.mid - away : one.mid + away;
    const known = side === bids ? one.bids : one.asks;
    // A side never becomes empty: the venue's feed would have nothing to say of it.
    const gone = random() < 0.3 && known.size > 3 && known.has(price);
    if (!side.some(([of]) => of === price)) side.push([price, gone ? 0 : quantity(random)]);
  }
  for (const [side, pairs] of [
    [one.bids, bids],
    [one.asks, asks],
  ] as const) {
    for (const [price, held] of pairs) {
      if (held === 0) side.delete(price);
      else side.add(price);
    }
  }
  if (depth !== null) {
    truncate(one.bids, depth, -1);
    truncate(one.asks, depth, 1);
  }
  const previous = one.last;
  const hole = step === 'holes' ? below(random, 4) : step === 'others' ? 2 + below(random, 4) : 0;
  const span = spans ? below(random, 3) : 0;
  one.last = previous + 1 + hole + span;
  const common = { kind: 'book', action: 'update', ...one.of, at, bids, asks } as const;
  if (step === 'none') return { ...common, first: null, last: null, previous: null };
  return {
    ...common,
    first: one.last - span,
    last: one.last,
    previous,
  };
}

/** What falls below the venue's depth is gone. */
function truncate(side: Set<number>, depth: number, sign: 1 | -1): void {
  for (const price of [...side].toSorted((a, b) => sign * (a - b)).slice(depth)) side.delete(price);
}
