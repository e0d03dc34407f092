import { describe, expect, it } from 'vitest';
import { differences } from '../../../support/faults/checker.ts';
import { dialects } from '../../../support/faults/dialects.ts';
import type { Dialect } from '../../../support/faults/dialect.ts';
import { noTrouble } from '../../../support/faults/played-venue.ts';
import {
  playAll,
  recover,
  shortSession,
  virtualRun,
  type VirtualRun,
} from '../../../support/faults/virtual-run.ts';

const LENGTH = 60;
const SIDES = ['bids', 'asks', 'b', 'a'];

/** The message with another number in its first level: the last but `from` of a row, counted from the end. */
function withNumber(text: string, at: 'price' | 'quantity', number: string): string {
  let done = false;
  const marked = JSON.stringify(JSON.parse(text), (key, value: unknown) => {
    if (done || !SIDES.includes(key) || !Array.isArray(value) || value.length === 0) return value;
    done = true;
    const [row, ...rows]: readonly unknown[] = value;
    if (!Array.isArray(row)) return value;
    const price = row[0] === 'new' || row[0] === 'change' || row[0] === 'delete' ? 1 : 0;
    const place = at === 'price' ? price : price + 1;
    const changed: readonly unknown[] = row;
    return [changed.map((one, i) => (i === place ? '@' : one)), ...rows];
  });
  return marked.replace('"@"', number);
}

/** A message with a change of a level that is not taken away. */
function indexOfChange(dialect: Dialect): { readonly at: number; readonly text: string } {
  const { said } = shortSession(dialect, LENGTH, 5);
  const at = said.findIndex(
    (one, i) => i > 20 && one.kind === 'book' && (one.bids[0] ?? one.asks[0])?.[1] !== 0,
  );
  return { at, text: dialect.told(said[at]!).text };
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
    const { said } = shortSession(dialect, LENGTH, 5);
    const at = said.findIndex((one, i) => i > 20 && one.kind === 'book' && one.bids.length > 0);
    const one = said[at];
    if (one?.kind !== 'book') throw new Error('the session has no bid');
    const { text } = dialect.told({ ...one, bids: [[5_000, 1], ...one.bids] });
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
    run.venue.shout('{"cut again');
    const states = (): readonly string[] =>
      [...run.market.books.books].map(({ synced }) => synced.state);
    expect(states()).not.toContain('live');
    await run.world.pass(25_000);
    expect(states()).toEqual(['live', 'live']);
    await endsRight(run, dialect);
  });
});
