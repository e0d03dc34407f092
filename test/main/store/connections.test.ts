import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  pragmas,
  readingConnection,
  writingConnection,
} from '../../../src/main/store/connection.ts';
import { aFolder, aStore } from './support/stores.ts';

/** 2 is FULL. */
const safe = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5000,
  trusted_schema: 0,
};

describe('every connection', () => {
  it('reports the safe settings: the first, a later one and one that only reads', () => {
    const store = aStore();
    store.putSetting('a', 1);
    store.close();
    // SQLite remembers none of these but WAL: a second and third connection start anew.
    const writer = writingConnection(store.path);
    const second = writingConnection(store.path);
    const reader = readingConnection(store.path);
    expect([writer, second, reader].map(pragmas)).toEqual([safe, safe, safe]);
    expect(() => reader.exec("INSERT INTO setting VALUES ('b', '1')")).toThrow('readonly');
    for (const connection of [writer, second, reader]) connection.close();
  });

  it('refuses a file system or a file that WAL is not possible on', () => {
    expect(() => writingConnection(':memory:', { create: true })).toThrow(
      expect.objectContaining({ kind: 'failed', message: expect.stringContaining('journal_mode') }),
    );
  });

  it('does not make a file by chance', () => {
    const path = join(aFolder(), 'none.crossguard');
    expect(() => writingConnection(path)).toThrow(expect.objectContaining({ kind: 'permission' }));
    expect(() => readingConnection(path)).toThrow(expect.objectContaining({ kind: 'permission' }));
  });
});
