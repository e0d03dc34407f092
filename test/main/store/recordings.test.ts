import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepAll } from '../../../src/main/feeds/recording/policy.ts';
import type { Retention } from '../../../src/main/store/recordings.ts';
import { aBalance, day, morning } from './support/items.ts';
import { aRun, later } from './support/recorded.ts';
import { aReader, aStore, imported } from './support/stores.ts';

const size = aRun().content.byteLength;

describe('recordings', () => {
  test('come back in order of arrival, with what was packed', () => {
    const store = aStore();
    const state = Buffer.from('known before');
    store.putRecording(aRun({ from: later(5_000), to: later(6_000), state }), keepAll);
    store.putRecording(aRun({ venue: 'okx', continues: false }), keepAll);
    store.putRecording(aRun({ from: later(0), to: later(1_000) }), keepAll);
    expect(store.recordings()).toMatchObject([
      { id: 1, venue: 'deribit', from: morning + 5_000, hasState: true, continues: true },
      { id: 2, venue: 'okx', hasState: false, continues: false, bytes: size },
      { id: 3, venue: 'deribit', from: morning },
    ]);
    expect(store.recordings({ venue: 'okx' }).map(({ id }) => id)).toEqual([2]);
    expect(store.recordings({ from: later(5_500) }).map(({ id }) => id)).toEqual([1]);
    expect(store.recordings({ to: later(4_999) }).map(({ id }) => id)).toEqual([2, 3]);
    expect(Buffer.from(store.recordingContent(1).state!).toString()).toBe('known before');
    expect(Buffer.from(store.recordingContent(2).content)).toEqual(aRun().content);
    expect(store.check().problems).toEqual([]);
  });

  test('that changed since are found, and not played', () => {
    const store = aStore();
    store.putRecording(aRun(), keepAll);
    store.putRecording(aRun({ state: Buffer.from('x') }), keepAll);
    store.putRecording(aRun(), keepAll);
    const { path } = store;
    store.close();
    const database = new Database(path);
    database.exec("UPDATE recording SET content = x'00' WHERE id = 1");
    database.exec("UPDATE recording SET state = x'00' WHERE id = 2");
    database.exec('UPDATE recording SET continues = 0 WHERE id = 3');
    database.close();
    const reader = aReader(path);
    const changed = (id: number): string =>
      `recording ${id} (deribit): its content has changed since it was kept`;
    expect(reader.check().problems).toEqual([1, 2, 3].map(changed));
    for (const id of [1, 2, 3]) {
      expect(() => reader.recordingContent(id)).toThrow(changed(id));
    }
    expect(() => reader.recordingContent(4)).toThrow('no longer kept');
    expect(() => reader.putRecording(aRun(), keepAll)).toThrow(
      expect.objectContaining({ kind: 'read-only' }),
    );
  });

  test('are refused while an import runs, so that its transaction stays its own', () => {
    const store = aStore();
    const writer = store.beginImport({
      file: 'a.csv',
      sha256: 'a'.repeat(64),
      format: 'x',
      formatTitle: 'x',
      venue: 'DERIBIT' as never,
      account: null,
      mapping: null,
    });
    expect(() => store.putRecording(aRun(), keepAll)).toThrow(
      expect.objectContaining({ kind: 'busy' }),
    );
    writer.rollback();
    store.putRecording(aRun(), keepAll);
    expect(store.recordings()).toHaveLength(1);
  });

  test('go oldest first, few at a time, and no import goes with them', () => {
    const store = aStore();
    imported(store, 'a.csv', [aBalance()]);
    const at = (n: number): ReturnType<typeof later> => later(n * day);
    for (let n = 0; n < 20; n++) store.putRecording(aRun({ from: at(n), to: at(n) }), keepAll);
    const ids = (): number[] => store.recordings().map(({ id }) => id);
    // Six of twenty are older than day 6; a write takes four of them, the next the other two.
    const old: Retention = { before: at(6), bytes: Number.MAX_SAFE_INTEGER };
    store.putRecording(aRun({ from: at(20), to: at(20) }), old);
    expect(ids()[0]).toBe(5);
    store.putRecording(aRun({ from: at(21), to: at(21) }), old);
    expect(ids()[0]).toBe(7);
    expect(ids()).toHaveLength(16);
    // Sixteen and one are there; ten may be.
    const full: Retention = { before: at(0), bytes: 10 * size };
    store.putRecording(aRun({ from: at(22), to: at(22) }), full);
    expect(ids()).toHaveLength(13);
    store.putRecording(aRun({ from: at(23), to: at(23) }), full);
    expect(ids()).toHaveLength(10);
    store.putRecording(aRun({ from: at(24), to: at(24) }), full);
    expect(ids()).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
    expect(store.balances()).toHaveLength(1);
    expect(store.check().problems).toEqual([]);
  });

  test('never stay beyond what is kept for longer than the surplus takes to go', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 20_000 }),
        (sizes, most) => {
          const store = aStore();
          const kept: number[] = [];
          for (const [n, length] of sizes.entries()) {
            const content = Buffer.alloc(length, n);
            store.putRecording(aRun({ content }), { before: later(-day), bytes: most });
            kept.push(length);
            // The same arithmetic by hand: up to four from the front while the sum is too much.
            for (let gone = 0; gone < 4 && sum(kept) > most; gone++) kept.shift();
            expect(store.recordings().map(({ bytes }) => bytes)).toEqual(kept);
          }
          store.close();
        },
      ),
      { numRuns: 20 },
    );
  });
});

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
