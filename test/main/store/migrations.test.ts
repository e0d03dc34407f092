import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createStoreFile, currentVersion, migrate } from '../../../src/main/store/migrate.ts';
import type { Migration } from '../../../src/main/store/migrations/migration.ts';
import { migrations } from '../../../src/main/store/migrations/migrations.ts';
import { keepAll } from '../../../src/main/feeds/recording/policy.ts';
import { morning } from './support/items.ts';
import { aRun } from './support/recorded.ts';
import { aFolder, aReader, aStore } from './support/stores.ts';

/** A store on disk as version 1 left it: one import of one balance. */
function aFirstStore(): string {
  const path = join(aFolder(), 'desk.crossguard');
  createStoreFile(path, morning, migrations.slice(0, 1));
  const database = new Database(path);
  database.exec(`
    INSERT INTO statement (file, sha256, format, format_title, venue, imported_at, as_of,
      rows_read, rows_kept, rows_unchanged, rows_failed, facts, notes)
      VALUES ('old.csv', 'ab', 'deribit-test', 'Deribit test', 'DERIBIT', 1, 1, 2, 1, 0, 1, 1, '[]');
    INSERT INTO failure (statement, line, field, reason, message) VALUES (1, 3, 'x', 'malformed', 'no');
    INSERT INTO balance (statement, line, part, content, ordinal, venue, account, asset, balance, at)
      VALUES (1, 2, 0, x'00', 0, 'DERIBIT', 'main', 'BTC', '1.50', 1);
  `);
  database.close();
  return path;
}

/** A store on disk as version 3 left it: the same with a forecast. */
function aThirdStore(): string {
  const path = aFirstStore();
  const database = new Database(path);
  migrate(database, path, morning, migrations.slice(0, 3));
  database.exec(`INSERT INTO forecast (as_of, subject, made_at, content) VALUES (1, 'a', 2, '{}')`);
  database.close();
  return path;
}

/** Tables, indexes and their columns as SQLite describes them. */
function shape(database: Database.Database): unknown {
  return database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
}

function version(path: string): unknown {
  const database = new Database(path, { readonly: true });
  try {
    return database.pragma('user_version', { simple: true });
  } finally {
    database.close();
  }
}

const backups = (path: string): string[] =>
  readdirSync(dirname(path)).filter((name) => name.endsWith('.backup'));

describe('migrations', () => {
  it('are numbered without gaps and lead a new store to the current version', () => {
    expect(migrations.map((step) => step.version)).toEqual([1, 2, 3, 4, 5]);
    const store = aStore();
    expect(version(store.path)).toBe(currentVersion);
    expect(store.check()).toMatchObject({ problems: [], version: 5, imports: 0 });
  });

  it('bring a store of version 1 to 5 with all it held, after a copy of it', () => {
    const path = aFirstStore();
    const store = aStore(path);
    expect(version(path)).toBe(5);
    expect(store.balances().map(({ item }) => item.balance)).toEqual(['1.50']);
    expect(store.imports()).toMatchObject([{ id: 1, report: { file: 'old.csv', rows: 2 } }]);
    expect(store.failures()).toHaveLength(1);
    store.putSetting('new in 2', true);
    expect(store.setting('new in 2')).toBe(true);
    expect(backups(path)).toEqual([`${basename(path)}.v1-20261120T090000Z.backup`]);
    expect(version(join(dirname(path), backups(path)[0]!))).toBe(1);
  });

  it('bring a store of version 3 to 5 with all it held, ready to record', () => {
    const path = aThirdStore();
    expect(version(path)).toBe(3);
    const store = aStore(path);
    expect(version(path)).toBe(5);
    expect(store.forecasts()).toMatchObject([{ asOf: 1, subject: 'a', madeAt: 2 }]);
    expect(store.balances().map(({ item }) => item.balance)).toEqual(['1.50']);
    expect(store.recordings()).toEqual([]);
    expect([...store.marketMinutes()]).toEqual([]);
    store.putRecording(aRun({ frames: 3 }), keepAll);
    expect(store.recordings()).toMatchObject([{ venue: 'deribit', frames: 3 }]);
    expect(backups(path)).toContain(`${basename(path)}.v3-20261120T090000Z.backup`);
  });

  it('give an old store the shape of a new one', () => {
    const old = aStore(aFirstStore());
    const fresh = aStore();
    const [a, b] = [old, fresh].map(({ path }) => new Database(path, { readonly: true }));
    expect(shape(a!)).toEqual(shape(b!));
    a!.close();
    b!.close();
  });

  it('happen all or not at all, and the copy is there', () => {
    const path = aFirstStore();
    const broken: Migration = {
      version: 6,
      title: 'fails in its second step',
      sql: 'CREATE TABLE begun (x INTEGER) STRICT; CREATE TABLE statement (x INTEGER) STRICT;',
    };
    const database = new Database(path);
    const before = shape(database);
    expect(() => migrate(database, path, morning, [...migrations, broken])).toThrow('statement');
    expect(database.inTransaction).toBe(false);
    expect(shape(database)).toEqual(before);
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    database.close();
    expect(backups(path)).toHaveLength(1);
    expect(aStore(path).balances()).toHaveLength(1);
  });

  it('need the store open for writing: reading alone leaves an old one as it is', () => {
    const older = aFirstStore();
    expect(() => aReader(older)).toThrow(expect.objectContaining({ kind: 'read-only' }));
    expect(version(older)).toBe(1);
    expect(existsSync(`${older}.lock`)).toBe(false);
  });
});
