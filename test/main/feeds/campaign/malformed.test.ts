import { describe, expect, it } from 'vitest';
import { differences } from '../../../support/faults/checker.ts';
import { dialects } from '../../../support/faults/dialects.ts';
import type { Dialect } from '../../../support/faults/dialect.ts';
import { noTrouble } from '../../../support/faults/played-venue.ts';
import { textAt } from '../../../support/faults/text-at.ts';
import {
  playAll,
  recover,
  shortSession,
  virtualRun,
  type VirtualRun,
} from '../../../support/faults/virtual-run.ts';

const LENGTH = 60;
/** Where venues put levels, and what they call price and quantity where a level is an object. */
const LEVELS: ReadonlySet<string> = new Set(['bids', 'asks', 'b', 'a', 'updates', 'levels']);
const NAMES = {
  price: new Set(['px', 'price_level', 'price']),
  quantity: new Set(['sz', 'new_quantity', 'qty']),
};
const WORDS: ReadonlySet<unknown> = new Set(['new', 'change', 'delete']);

type Place = 'price' | 'quantity';

/** A level with "@" in the place of a number. */
function marked(row: unknown, at: Place): unknown {
  if (!Array.isArray(row)) {
    const fields = Object.entries(row ?? {});
    return Object.fromEntries(
      fields.map(([name, value]): [string, unknown] => [name, NAMES[at].has(name) ? '@' : value]),
    );
  }
  const changed: readonly unknown[] = row;
  const place = (WORDS.has(changed[0]) ? 1 : 0) + (at === 'price' ? 0 : 1);
  return changed.map((one, i) => (i === place ? '@' : one));
}

/** The message with another number in its first level. */
function withNumber(text: string, at: Place, number: string): string {
  const message: unknown = JSON.parse(text);
  // Kraken's futures: a message is itself a level.
  if (typeof message === 'object' && message !== null && Object.hasOwn(message, 'qty')) {
    return JSON.stringify(marked(message, at)).replace('"@"', number);
  }
  let done = false;
  const found = JSON.stringify(message, (key, value: unknown) => {
    if (done || !LEVELS.has(key) || !Array.isArray(value) || value.length === 0) return value;
    done = true;
    const [first, ...rest]: readonly unknown[] = value;
    // Hyperliquid: bids and asks are two lists in one.
    if (key === 'levels' && Array.isArray(first)) {
      const [row, ...rows]: readonly unknown[] = first;
      return [[marked(row, at), ...rows], ...rest];
    }
    return [marked(first, at), ...rest];
  });
  return found.replace('"@"', number);
}

/** A message with a change of a level that is not taken away. */
function indexOfChange(dialect: Dialect): { readonly at: number; readonly text: string } {
  const session = shortSession(dialect, LENGTH, 5);
  const at = session.said.findIndex(
    (one, i) => i > 20 && one.kind === 'book' && (one.bids[0] ?? one.asks[0])?.[1] !== 0,
  );
  return { at, text: textAt(dialect, session, at) };
}

async function playedWith(dialect: Dialect, at: number, text: string, keeps: boolean) {
  const plan = new Map([[at, { kind: 'text', text, keeps }]] as const);
  const run = virtualRun(dialect, shortSession(dialect, LENGTH, 5), { ...noTrouble, plan });
  await run.world.pass(1_000);
  await playAll(run);
  return run;
}

async function endsRight(run: VirtualRun, dialect: Dialect): Promise<void> {
  expect(await recover(run)).toBe(true);
  expect(run.wrong).toEqual([]);
  expect(differences(run.market, run.venue.truth, dialect)).toEqual([]);
}

// F5. With levels that are skipped in place of a `broken-book` event, the rest of the message is shown as a book.
describe.each(dialects)('F5: $id', (dialect) => {
  it.each(['NaN', '-1', '1e400', 'null', '"1e400"', '{}', '"0x10"'])(
    'a quantity of %s breaks its book, which is had anew',
    async (number) => {
      const { at, text } = indexOfChange(dialect);
      const run = await playedWith(dialect, at, withNumber(text, 'quantity', number), false);
      expect(run.market.counts.faults).toBeGreaterThan(0);
      await endsRight(run, dialect);
    },
  );

  it.each(['0', '-5', '"Infinity"', '[]', 'null'])(
    'a price of %s breaks its book',
    async (number) => {
      const { at, text } = indexOfChange(dialect);
      const run = await playedWith(dialect, at, withNumber(text, 'price', number), false);
      expect(run.market.counts.faults).toBeGreaterThan(0);
      await endsRight(run, dialect);
    },
  );

  // Without the look whether a book is crossed it is live with a bid of 5000 over asks of 1001.
  it('a message that crosses the book withdraws it', async () => {
    const session = shortSession(dialect, LENGTH, 5);
    const at = session.said.findIndex((one, i) => i > 20 && one.kind === 'book');
    const text = textAt(dialect, session, at, [[5_000, 1]]);
    const run = await playedWith(dialect, at, text, false);
    expect(run.market.books.gapCount).toBeGreaterThan(0);
    await endsRight(run, dialect);
  });

  it('a field that nobody knows changes nothing', async () => {
    const { at, text } = indexOfChange(dialect);
    const more = text.replace(/^\{/, '{"zz":{"a":[1,null]},');
    const run = await playedWith(dialect, at, more, false);
    expect(run.market.books.gapCount).toBe(0);
    expect(run.market.faults).toEqual([]);
    await endsRight(run, dialect);
  });

  // Without the limit in `decoded.ts` a text of this length is parsed.
  it('a text beyond any length is a fault, and its books are in doubt until the next message', async () => {
    const { at } = indexOfChange(dialect);
    const run = await playedWith(dialect, at, ' '.repeat(32 * 1024 * 1024 + 1), true);
    expect(run.market.faults[0]?.reason).toBe('limit-exceeded');
    await endsRight(run, dialect);
  });

  it('books in doubt are asked for anew where no further message tells', async () => {
    const run = await playedWith(dialect, LENGTH - 1, '{"cut', true);
    run.venue.garble('{"cut again');
    const states = (): readonly string[] =>
      [...run.market.books.books].map(({ synced }) => synced.state);
    expect(states()).not.toContain('live');
    await run.world.pass(25_000);
    expect(states()).toEqual(['live', 'live']);
    await endsRight(run, dialect);
  });
});
