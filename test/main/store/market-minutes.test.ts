import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { market } from '../../../src/engine/values/ids.ts';
import { keepAll } from '../../../src/main/feeds/recording/policy.ts';
import type { InstrumentMinute } from '../../../src/main/store/minute-blob.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { hour, morning } from './support/items.ts';
import { aMinute, later } from './support/recorded.ts';
import { aReader, aStore } from './support/stores.ts';

const minute = 60_000;

function put(store: Store, rows: readonly InstrumentMinute[], venue = 'deribit'): void {
  const [first] = rows;
  store.putMarketMinute({ venue, at: first!.at, rows }, keepAll);
}

/** How many rows each of the two tables has. */
function counts(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  const count = (table: string): unknown =>
    database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const found = [count('market_minute'), count('market_hour')];
  database.close();
  return found;
}

describe('the history by the minute', () => {
  test('is given by instrument and time; an hour that ended is folded without a change', () => {
    const store = aStore();
    const other = { market: market('DERIBIT'), symbol: 'A', markVolatility: 0.65, funding: null };
    const first = [aMinute(), aMinute(other)];
    const last = [aMinute({ at: later(59 * minute), bid: null })];
    put(store, first);
    put(store, last);
    const before = [...store.marketMinutes()];
    expect(before).toEqual([first[1], first[0], last[0]]);
    expect(counts(store.path)).toEqual([2, 0]);
    put(store, [aMinute({ at: later(hour) })]);
    expect(counts(store.path)).toEqual([1, 2]);
    expect([...store.marketMinutes({ to: later(hour - 1) })]).toEqual(before);
    expect([...store.marketMinutes()]).toHaveLength(4);
    expect(store.check().problems).toEqual([]);
  });

  test('of a minute told twice gives what came last, folded or not', () => {
    const store = aStore();
    put(store, [aMinute({ mark: 1 })]);
    put(store, [aMinute({ mark: 2 })]);
    expect([...store.marketMinutes()].map(({ mark }) => mark)).toEqual([2]);
    put(store, [aMinute({ at: later(hour), mark: 5 })]);
    // The clock went back: the hour is folded already.
    put(store, [aMinute({ mark: 3 }), aMinute({ mark: 9, symbol: 'A' })]);
    const all = [...store.marketMinutes()].map(({ symbol, mark }) => [symbol, mark]);
    expect(all).toEqual([
      ['A', 9],
      ['BTC-PERPETUAL', 3],
      ['BTC-PERPETUAL', 5],
    ]);
    put(store, [aMinute({ at: later(2 * hour), mark: 6 })]);
    put(store, [aMinute({ at: later(2 * hour + minute), mark: 7 })]);
    expect([...store.marketMinutes({ to: later(hour) })].map(({ mark }) => mark)).toEqual([
      9, 3, 5,
    ]);
    expect(store.check().problems).toEqual([]);
  });

  test('is found by venue, symbol and time', () => {
    const store = aStore();
    put(store, [aMinute({ symbol: 'A' }), aMinute({ symbol: 'B' })]);
    put(store, [aMinute({ symbol: 'A', market: market('OKX') })], 'okx');
    put(store, [aMinute({ symbol: 'A', at: later(hour) })]);
    const found = (query: Parameters<Store['marketMinutes']>[0]): string[] =>
      [...store.marketMinutes(query)].map(
        (row) => `${row.symbol}.${row.market} ${(row.at - morning) / minute}`,
      );
    expect(found({ symbol: 'A' })).toEqual(['A.DERIBIT 0', 'A.OKX 0', 'A.DERIBIT 60']);
    expect(found({ venue: 'okx' })).toEqual(['A.OKX 0']);
    expect(found({ symbol: 'B', venue: 'okx' })).toEqual([]);
    expect(found({ from: later(minute) })).toEqual(['A.DERIBIT 60']);
  });

  test('comes back bit for bit', () => {
    const value = fc.option(fc.double({ noNaN: true }));
    const row = fc.record({
      mark: value,
      index: value,
      funding: value,
      fundingHours: value,
      markVolatility: value,
      bid: value,
      ask: value,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 130 }), fc.string(), (rows, symbol) => {
        const store = aStore();
        const made = rows.map((one, n) => aMinute({ ...one, symbol, at: later(n * minute) }));
        for (const one of made) put(store, [one]);
        expect([...store.marketMinutes()]).toStrictEqual(made);
        store.close();
      }),
      { numRuns: 15 },
    );
  });

  test('of very many instruments is folded over several writes, and reads the same between', () => {
    const many = Array.from({ length: 450 }, (_, n) => aMinute({ symbol: `S${n}`, mark: n }));
    const store = aStore();
    put(store, many);
    const told = (from: Store): unknown => [...from.marketMinutes({ to: later(hour - 1) })];
    const before = told(store);
    expect(before).toHaveLength(450);
    const folded: unknown[] = [];
    for (let n = 0; n < 3; n++) {
      put(store, [aMinute({ at: later(hour + n * minute) })]);
      folded.push(counts(store.path)[1]);
      expect(told(store)).toEqual(before);
    }
    expect(folded).toEqual([100, 200, 300]);
    // Begun anew where the program ended, and a minute of the hour that came late stays.
    store.close();
    const again = aStore(store.path);
    put(again, [aMinute({ at: later(hour + 3 * minute) })]);
    put(again, [aMinute({ at: later(minute), symbol: 'LATE' })]);
    for (let n = 4; n < 9; n++) put(again, [aMinute({ at: later(hour + n * minute) })]);
    expect(told(again)).toHaveLength(451);
    expect(told(again)).toEqual(expect.arrayContaining(before as unknown[]));
    // Nine minutes of the running hour wait, nothing of the one before.
    expect(counts(again.path)).toEqual([9, 451]);
    expect(again.check().problems).toEqual([]);
  });

  test('beyond its age or size goes by whole hours, oldest first', () => {
    const store = aStore();
    for (let n = 0; n < 8; n++) put(store, [aMinute({ at: later(n * hour) })]);
    const hours = (): number[] => [...store.marketMinutes()].map(({ at }) => (at - morning) / hour);
    expect(hours()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const next = (n: number, before: number, bytes: number): void =>
      store.putMarketMinute(
        { venue: 'deribit', at: later(n * hour), rows: [aMinute({ at: later(n * hour) })] },
        { before: later(before * hour), bytes },
      );
    // Hours 0, 1 and 2 ended by hour 3; two go with each hour that is folded.
    next(8, 3, 1e9);
    expect(hours()).toEqual([2, 3, 4, 5, 6, 7, 8]);
    next(9, 3, 1e9);
    expect(hours()).toEqual([3, 4, 5, 6, 7, 8, 9]);
    next(10, 0, 1);
    next(11, 0, 1);
    next(12, 0, 1);
    next(13, 0, 1);
    next(14, 0, 1);
    next(15, 0, 1);
    next(16, 0, 1);
    // Nothing folded may stay; the minute of the running hour does.
    expect(hours()).toEqual([16]);
    expect(store.check().problems).toEqual([]);
  });

  test('that was damaged holds up no other hour, and stays to be found', () => {
    const store = aStore();
    put(store, [aMinute({ mark: 1 })]);
    put(store, [aMinute({ at: later(minute), mark: 2 })]);
    const { path } = store;
    store.close();
    const database = new Database(path);
    database.exec("UPDATE market_minute SET content = x'00' WHERE id = 1");
    database.close();
    const again = aStore(path);
    put(again, [aMinute({ at: later(hour), mark: 3 })]);
    put(again, [aMinute({ at: later(2 * hour), mark: 4 })]);
    put(again, [aMinute({ at: later(2 * hour + minute), mark: 5 })]);
    expect([...again.marketMinutes({ from: later(hour) })].map(({ mark }) => mark)).toEqual([
      3, 4, 5,
    ]);
    // Two hours are folded, the running one waits beside the damaged minute.
    expect(counts(path)).toEqual([3, 2]);
    expect(again.check().problems).toEqual([expect.stringContaining('market_minute 1')]);
  });

  test('that changed since is found', () => {
    const store = aStore();
    put(store, [aMinute()]);
    put(store, [aMinute({ at: later(hour) })]);
    const { path } = store;
    store.close();
    const database = new Database(path);
    database.exec("UPDATE market_minute SET at = at + 60000; UPDATE market_hour SET symbol = 'X'");
    database.close();
    const reader = aReader(path);
    expect(reader.check().problems).toEqual([
      expect.stringContaining('market_minute 2'),
      expect.stringContaining('market_hour 1'),
    ]);
    expect(() => [...reader.marketMinutes()]).toThrow('has changed');
  });
});
