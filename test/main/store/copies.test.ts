import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  closeSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../src/engine/values/units.ts';
import { readingConnection } from '../../../src/main/store/connection.ts';
import { backup } from '../../../src/main/store/copies.ts';
import { restoreStore } from '../../../src/main/store/restore.ts';
import { aBalance, aClose, aFile, aLedgerRow, aPosition, morning } from './support/items.ts';
import { aFolder, aReader, aStore, contents, imported } from './support/stores.ts';

const everything = [aPosition(), aBalance(), aLedgerRow(), aClose()];

describe('a backup', () => {
  it('restored elsewhere shows the same', async () => {
    const store = aStore();
    imported(store, 'a.csv', everything);
    const undone = imported(store, 'b.csv', [aBalance({ balance: '9' })]);
    store.undoImport(undone.id);
    store.putSetting('theme', 'dark');
    const copy = await store.backup(join(aFolder(), 'copy.crossguard'));
    const path = join(aFolder(), 'elsewhere.crossguard');
    expect(restoreStore(path, copy.path, morning)).toEqual({ path, kept: [] });
    const restored = aStore(path);
    expect(contents(restored)).toEqual(contents(store));
    expect(restored.imports()).toEqual(store.imports());
    expect(restored.setting('theme')).toBe('dark');
    expect(restored.check().problems).toEqual([]);
  });

  it('taken while an import runs holds what was committed before, whole', async () => {
    const store = aStore();
    imported(store, 'a.csv', everything);
    const before = contents(store);
    const writer = store.beginImport(aFile('long.csv'));
    for (let n = 0; n < 3_000; n++) {
      writer.add(n, [aLedgerRow({ at: instant(morning + n) })], '');
    }
    const path = join(aFolder(), 'copy.crossguard');
    const copying = store.backup(path);
    writer.commit();
    await copying;
    const copy = aReader(path);
    expect(copy.check().problems).toEqual([]);
    const rows = [...copy.ledger(copy.ledgerAccounts()[0]!)].length;
    // Before or after the commit, never between: 1 row, or 3,000 of which one was there.
    expect([1, 3_000]).toContain(rows);
    if (rows === 1) expect(contents(copy)).toEqual(before);
  });

  it('is one file, with nothing left beside it', async () => {
    const store = aStore();
    imported(store, 'a.csv', everything);
    const folder = aFolder();
    const copy = await store.backup(join(folder, 'copy.crossguard'));
    expect(readdirSync(folder)).toEqual(['copy.crossguard']);
    expect(copy.bytes).toBe(readFileSync(copy.path).length);
  });

  it('never replaces a file and never begins without a folder', async () => {
    const store = aStore();
    const taken = join(aFolder(), 'taken');
    writeFileSync(taken, 'precious');
    await expect(store.backup(taken)).rejects.toMatchObject({ kind: 'exists' });
    await expect(store.backup(store.path)).rejects.toMatchObject({ kind: 'exists' });
    await expect(store.backup(join(taken, 'no', 'copy'))).rejects.toMatchObject({
      kind: 'missing',
    });
    expect(readFileSync(taken, 'utf8')).toBe('precious');
  });

  it('is refused of a store that is found damaged', async () => {
    const store = aStore();
    const writer = store.beginImport(aFile('many.csv'));
    for (let n = 0; n < 2_000; n++) writer.add(n, [aLedgerRow({ at: instant(morning + n) })], '');
    writer.commit();
    store.close();
    const connection = readingConnection(store.path);
    const file = openSync(store.path, 'r+');
    writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, 60 * 4096);
    closeSync(file);
    const to = join(aFolder(), 'copy.crossguard');
    await expect(backup(connection, to)).rejects.toMatchObject({ kind: 'damaged' });
    connection.close();
    expect(existsSync(to)).toBe(false);
  });
});

/** A store, a backup of it, and one more import since. */
async function aStoreWithBackup(): Promise<{ path: string; backup: string }> {
  const store = aStore();
  imported(store, 'a.csv', everything);
  const { path: copy } = await store.backup(join(aFolder(), 'copy.crossguard'));
  imported(store, 'b.csv', [aBalance({ balance: '9' })]);
  store.close();
  return { path: store.path, backup: copy };
}

describe('restoring', () => {
  it('keeps the former files under another name', async () => {
    const { path, backup: copy } = await aStoreWithBackup();
    writeFileSync(path, 'damaged');
    writeFileSync(`${path}-wal`, 'its log');
    const { kept } = restoreStore(path, copy, morning);
    expect(kept.map((name) => basename(name))).toEqual([
      'desk.crossguard.before-restore-20261120T090000Z-wal',
      'desk.crossguard.before-restore-20261120T090000Z',
    ]);
    expect(kept.map((name) => readFileSync(name, 'utf8'))).toEqual(['its log', 'damaged']);
    expect(aStore(path).imports()).toHaveLength(1);
  });

  it('twice within a second keeps both former files', async () => {
    const { path, backup: copy } = await aStoreWithBackup();
    const first = restoreStore(path, copy, morning);
    const second = restoreStore(path, copy, morning);
    expect(new Set([...first.kept, ...second.kept]).size).toBe(2);
  });

  it('from a store in use takes what its log holds too', () => {
    const source = aStore();
    imported(source, 'a.csv', everything);
    const path = join(aFolder(), 'desk.crossguard');
    restoreStore(path, source.path, morning);
    expect(aStore(path).imports()).toHaveLength(1);
  });

  it('refuses a store in use, a damaged backup, and itself; all stays', async () => {
    const { path, backup: copy } = await aStoreWithBackup();
    const damaged = join(aFolder(), 'damaged');
    copyFileSync(copy, damaged);
    writeFileSync(damaged, readFileSync(damaged).subarray(0, 9_000));
    expect(() => restoreStore(path, damaged, morning)).toThrow(
      expect.objectContaining({ kind: 'damaged' }),
    );
    expect(() => restoreStore(path, join(dirname(path), 'none'), morning)).toThrow(
      expect.objectContaining({ kind: 'missing' }),
    );
    expect(() => restoreStore(path, path, morning)).toThrow(
      expect.objectContaining({ kind: 'exists' }),
    );
    const store = aStore(path);
    expect(() => restoreStore(path, copy, morning)).toThrow(
      expect.objectContaining({ kind: 'locked' }),
    );
    expect(store.imports()).toHaveLength(2);
  });

  it('cut off after the former files were set aside is ended on the next start', async () => {
    const { path, backup: copy } = await aStoreWithBackup();
    copyFileSync(copy, `${path}.restoring`);
    // With the store in place the copy is only a leftover.
    const store = aStore(path);
    expect(store.imports()).toHaveLength(2);
    store.close();
    const gone = join(aFolder(), 'desk.crossguard');
    mkdirSync(dirname(gone), { recursive: true });
    copyFileSync(copy, `${gone}.restoring`);
    expect(aStore(gone).imports()).toHaveLength(1);
    expect(existsSync(`${gone}.restoring`)).toBe(false);
  });
});
