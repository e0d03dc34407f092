import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { market, marginAccountId } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { type Connection, writingConnection } from '../../../src/main/store/connection.ts';
import { keepAll } from '../../../src/main/feeds/recording/policy.ts';
import { importWriter } from '../../../src/main/store/import-writer.ts';
import { putLevels } from '../../../src/main/store/levels.ts';
import { minuteWriter } from '../../../src/main/store/minute-writer.ts';
import { putRecording } from '../../../src/main/store/recordings.ts';
import {
  aBalance,
  aClose,
  aContract,
  aFile,
  aLedgerRow,
  aPosition,
  morning,
} from './support/items.ts';
import { aMinute, aRun, later } from './support/recorded.ts';
import { aReader, aStore, contents, imported } from './support/stores.ts';

const codes = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_BUSY'];

/** Runs `action` with each call of SQLite failing once, until it gets through. @returns faults met */
function faultsMet(
  connection: Connection,
  action: (connection: Connection) => void,
  afterFault: () => void,
): number {
  for (let fatal = 0; ; fatal++) {
    let calls = 0;
    const code = codes[fatal % codes.length]!;
    const next = (): void => {
      if (calls++ === fatal) throw new Database.SqliteError(`injected ${code}`, code);
    };
    try {
      action(failing(connection, next));
      expect(calls).toBeLessThanOrEqual(fatal);
      return fatal;
    } catch (error) {
      expect(error).toMatchObject({ message: expect.stringMatching(/full|in use|injected/) });
      afterFault();
    }
  }
}

/** The connection, asking `next` before each statement it runs. */
function failing(connection: Connection, next: () => void): Connection {
  const running = new Set(['run', 'get', 'all', 'exec', 'pragma']);
  const wrapped = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name, of);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (running.has(String(name))) next();
          const result: unknown = value.apply(of, args);
          if (name === 'prepare' || name === 'pluck') return wrapped(result as object);
          return result;
        };
      },
    });
  return wrapped(connection);
}

describe('a fault at any one call of SQLite', () => {
  it('leaves the store as before the import, and the next attempt keeps all of it', () => {
    const store = aStore();
    imported(store, 'before.csv', [aBalance(), aLedgerRow({ id: '1' }), aClose()]);
    const before = contents(store);
    store.close();
    const connection = writingConnection(store.path);
    const reader = aReader(store.path);
    const contract = aContract();
    let ended = 0;
    const met = faultsMet(
      connection,
      (faulty) => {
        ended = 0;
        const writer = importWriter(faulty, aFile('after.csv'), morning, () => {
          ended += 1;
        });
        writer.add(2, [aPosition({ symbol: contract.symbol, contract }), aBalance()], '');
        writer.add(3, [aLedgerRow(), aLedgerRow()], '');
        writer.add(4, [aLedgerRow({ id: '1', fee: '7' }), aClose({ close: '8' })], '');
        writer.fail({ line: 5, field: '', reason: 'malformed', message: 'no' });
        writer.scope('main', market('DERIBIT'), instant(morning));
        writer.commit();
      },
      () => {
        expect(connection.inTransaction).toBe(false);
        expect(contents(reader)).toEqual(before);
        expect(reader.check().problems).toEqual([]);
      },
    );
    // At the least: begin, statement, eight items with a search and an insert each, end.
    expect(met).toBeGreaterThan(20);
    expect(ended).toBe(1);
    expect(reader.imports()).toHaveLength(2);
    expect(reader.imports()[0]?.report).toMatchObject({ rows: 4, kept: 3, unchanged: 0 });
    expect(reader.check().problems).toEqual([]);
    connection.close();
  });

  it('leaves the levels as before or as after, never between', () => {
    const store = aStore();
    const [a, b, c] = ['A', 'B', 'C'].map((name) => marginAccountId(name));
    store.putLevels(
      new Map([
        [a!, 'call'],
        [b!, 'ok'],
      ]),
    );
    store.close();
    const connection = writingConnection(store.path);
    const reader = aReader(store.path);
    const levels = (): string => JSON.stringify([...reader.levels()]);
    const before = levels();
    faultsMet(
      connection,
      (faulty) =>
        putLevels(
          faulty,
          new Map([
            [b!, 'watch'],
            [c!, 'call'],
          ]),
          morning,
        ),
      () => expect(levels()).toBe(before),
    );
    expect(levels()).toBe('[["B","watch"],["C","call"]]');
    connection.close();
  });

  it('leaves the recordings as before or as after, never between', () => {
    const store = aStore();
    const old = { before: later(0), bytes: 1 };
    for (let n = 0; n < 3; n++) store.putRecording(aRun({ characters: n }), keepAll);
    for (const at of [later(0), later(60_000)]) {
      store.putMarketMinute({ venue: 'deribit', at, rows: [aMinute({ at })] }, keepAll);
    }
    store.close();
    const connection = writingConnection(store.path);
    const reader = aReader(store.path);
    const shown = (): unknown => [reader.recordings(), [...reader.marketMinutes()]];
    let before = shown();
    faultsMet(
      connection,
      (faulty) => putRecording(faulty, aRun({ characters: 3, from: later(9), to: later(9) }), old),
      () => expect(shown()).toEqual(before),
    );
    expect(reader.recordings()).toEqual([]);
    before = shown();
    const at = later(3_600_000);
    let put: ReturnType<typeof minuteWriter> | null = null;
    let faulty: Connection = connection;
    const met = faultsMet(
      connection,
      (next) => {
        // One writer throughout: what it folds must not run ahead of what is committed.
        faulty = next;
        put ??= minuteWriter(forwarding(() => faulty));
        put({ venue: 'deribit', at, rows: [aMinute({ at })] }, keepAll);
      },
      () => {
        expect(connection.inTransaction).toBe(false);
        expect(shown()).toEqual(before);
      },
    );
    expect(met).toBeGreaterThan(3);
    expect([...reader.marketMinutes()].map((one) => one.at)).toEqual([later(0), later(60_000), at]);
    expect(reader.check().problems).toEqual([]);
    connection.close();
  });
});

/** A connection that is another one each time. */
const forwarding = (to: () => Connection): Connection =>
  new Proxy({} as Connection, {
    get: (_, name) => {
      const value: unknown = Reflect.get(to(), name);
      return typeof value === 'function' ? value.bind(to()) : value;
    },
  });
