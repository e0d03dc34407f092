import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../src/engine/values/units.ts';
import { aBalance, aClose, aFile, aLedgerRow, aPosition, day, morning } from './support/items.ts';
import { aFolder, aReader, aStore, imported } from './support/stores.ts';

/** A closed store of several hundred pages. @returns its path */
function aFullStore(): string {
  const store = aStore();
  const writer = store.beginImport(aFile('many.csv'));
  for (let n = 0; n < 2_000; n++) {
    const at = instant(morning + n * day);
    writer.add(n + 2, [aLedgerRow({ at }), aBalance({ at }), aClose({ at })], '');
  }
  writer.add(2_002, [aPosition()], '');
  writer.commit();
  store.close();
  return store.path;
}

function overwrite(path: string, offset: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

const sha256 = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/** Changes the store as another program might, behind its back. */
function tampered(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

const kindOf = (kind: string): unknown => expect.objectContaining({ kind });

/** Opening fails in this way for writing and for reading, and the file stays as it was. */
function expectRefused(path: string, kind: string, words: string): void {
  const before = sha256(path);
  for (const open of [aStore, aReader]) {
    expect(() => open(path)).toThrow(
      expect.objectContaining({ kind, message: expect.stringContaining(words) }),
    );
  }
  expect(sha256(path)).toBe(before);
}

describe('a store is refused and left untouched', () => {
  it('when a newer Crossguard wrote it', () => {
    const path = aFullStore();
    tampered(path, 'PRAGMA user_version = 99');
    expectRefused(path, 'newer', 'store version 99; this one knows 5');
  });

  it('when it is another program’s database', () => {
    const path = join(aFolder(), 'other.db');
    tampered(path, 'CREATE TABLE their (x)');
    expectRefused(path, 'not-a-store', 'another program');
  });

  it('when it is no database at all', () => {
    const path = join(aFolder(), 'positions.csv');
    writeFileSync(path, 'symbol,quantity\n'.repeat(1_000));
    expectRefused(path, 'not-a-store', 'not a Crossguard store');
  });

  it('when it is empty: a store never is', () => {
    const path = aFullStore();
    truncateSync(path, 0);
    expectRefused(path, 'damaged', 'is empty');
  });

  it('when its header is damaged', () => {
    const path = aFullStore();
    overwrite(path, 0, Buffer.from('SQLite fromat 3\0'));
    expectRefused(path, 'not-a-store', 'beginning is damaged');
  });

  it('when its first page is zeroed', () => {
    const path = aFullStore();
    overwrite(path, 0, Buffer.alloc(4096));
    expectRefused(path, 'not-a-store', 'beginning is damaged');
  });

  it('when a page in its middle is damaged', () => {
    const path = aFullStore();
    const page = Math.floor(statSync(path).size / 4096 / 2);
    overwrite(path, page * 4096, Buffer.alloc(4096, 0xa5));
    expectRefused(path, 'damaged', 'Restore a backup');
  });

  it('when it is cut off, at a page or within one', () => {
    const whole = aFullStore();
    const { size } = statSync(whole);
    truncateSync(whole, Math.floor((size * 0.6) / 4096) * 4096);
    expectRefused(whole, 'damaged', 'Restore a backup');
    const within = aFullStore();
    truncateSync(within, size - 4096 - 1_000);
    expectRefused(within, 'damaged', 'Restore a backup');
  });

  it('when it does not describe itself', () => {
    const path = aFullStore();
    tampered(path, 'DELETE FROM store');
    expectRefused(path, 'damaged', 'does not describe itself');
  });

  it('when a directory has its name, or its folder is missing', () => {
    const folder = join(aFolder(), 'desk.crossguard');
    mkdirSync(folder);
    expect(() => aStore(folder)).toThrow(kindOf('not-a-store'));
    expect(() => aStore(join(folder, 'no', 'desk.crossguard'))).toThrow(
      expect.objectContaining({ kind: 'missing', message: expect.stringContaining('no folder') }),
    );
  });

  it('when it is missing and only to be read, or its log is left alone', () => {
    const path = aFullStore();
    renameSync(path, `${path}.moved`);
    expect(() => aReader(path)).toThrow(kindOf('missing'));
    appendFileSync(`${path}-wal`, Buffer.alloc(5_000, 1));
    expect(() => aStore(path)).toThrow(
      expect.objectContaining({ kind: 'damaged', message: expect.stringContaining('its log') }),
    );
    rmSync(`${path}-wal`);
    expect(aStore(path).isEmpty()).toBe(true);
  });
});

const problems = (path: string): readonly string[] => aReader(path).check().problems;

describe('a check finds', () => {
  it('nothing in a sound store, having looked at all of it', () => {
    const store = aReader(aFullStore());
    // 2,000 ledger rows, 2,000 balances, 2,000 closes and one position.
    expect(store.check()).toEqual({ problems: [], version: 5, imports: 1, facts: 6_001 });
  });

  it('one digit changed in a ledger row, and names the row', () => {
    const path = aFullStore();
    tampered(path, `UPDATE ledger SET quantity = '11' WHERE line = 500`);
    expect(problems(path)).toEqual([
      'ledger 499 (import 1, line 500): its content has changed since it was kept',
    ]);
  });

  it('one bit flipped in the file itself, where SQLite sees nothing', () => {
    const path = aFullStore();
    const image = readFileSync(path);
    const at = image.indexOf('BTC-PERPETUAL', Math.floor(image.length / 4));
    overwrite(path, at, Buffer.from([image[at]! ^ 1]));
    const database = new Database(path, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
    expect(problems(path)).toEqual([
      expect.stringMatching(/^ledger \d+ \(import 1, line \d+\): its content has changed/),
    ]);
  });

  it('one bit flipped in a price history', () => {
    const path = aFullStore();
    tampered(
      path,
      `UPDATE price SET closes = CAST(x'0000000000000000' || substr(closes, 9) AS BLOB) WHERE id = 1`,
    );
    expect(problems(path)).toEqual([expect.stringContaining('prices of BTC-USD BTC USD day 2026')]);
  });

  it('rows taken away or added, and a count that does not add up', () => {
    const path = aFullStore();
    tampered(path, 'DELETE FROM balance WHERE line IN (5, 6, 7)');
    expect(problems(path)).toEqual(['import 1 (many.csv): 6001 facts kept, but 5998 found']);
    tampered(
      path,
      `INSERT INTO failure (statement, line, field, reason, message) VALUES (1, 1, '', 'malformed', '')`,
    );
    expect(problems(path)).toContain('import 1 (many.csv): 2001 rows read, but 2002 accounted for');
  });

  it('rows that refer to nothing', () => {
    const path = aFullStore();
    tampered(path, 'PRAGMA foreign_keys = OFF; UPDATE position SET contract = 77');
    expect(problems(path)[0]).toBe('position 1 refers to a missing contract');
  });
});

describe('a store whose writer did not close it', () => {
  it('opens with all that was committed', () => {
    const path = aFullStore();
    const store = aStore(path);
    imported(store, 'late.csv', [aBalance({ balance: '7', at: instant(morning + 9e10) })]);
    // A copy of the files at this moment is what a crash would leave.
    const left = join(aFolder(), 'left.crossguard');
    for (const ending of ['', '-wal']) {
      writeFileSync(`${left}${ending}`, readFileSync(`${path}${ending}`));
    }
    expect(statSync(`${left}-wal`).size).toBeGreaterThan(0);
    const reopened = aStore(left);
    expect(reopened.imports()).toHaveLength(2);
    expect(reopened.check().problems).toEqual([]);
  });
});
