import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../src/engine/values/units.ts';
import type { ImportWriter } from '../../../src/main/store/import-writer.ts';
import type { Store } from '../../../src/main/store/open.ts';
import { StoreError } from '../../../src/main/store/store-error.ts';
import { aBalance, aFile, aLedgerRow, morning } from './support/items.ts';
import { aFolder, aStore, contents, imported } from './support/stores.ts';

const script = fileURLToPath(new URL('support/open.ts', import.meta.url));
/** The user without rights, `nobody`; becoming it takes root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** What a user without rights is told on opening. Undefined where one cannot become that user. */
function asNobody(path: string, mode: 'read' | 'write'): string | undefined {
  const found = spawnSync(process.execPath, [script, path, mode], {
    encoding: 'utf8',
    uid: nobody,
    gid: nobody,
  });
  return found.status === 0 ? found.stdout : undefined;
}

/** A closed store with one balance in a folder of its own that everybody may enter. */
function aSharedStore(): { folder: string; path: string } {
  const folder = aFolder();
  chmodSync(folder, 0o755);
  const path = join(folder, 'desk.crossguard');
  const store = aStore(path);
  imported(store, 'a.csv', [aBalance()]);
  store.close();
  rmSync(`${path}.lock`);
  return { folder, path };
}

const mayBecomeNobody = isRoot && asNobody('/nowhere/desk', 'read')?.startsWith('missing') === true;

describe.skipIf(!mayBecomeNobody)('a user without rights (needs root to become one)', () => {
  it('reads a store in a folder that cannot be written, and is told why not to write', () => {
    const { path } = aSharedStore();
    chmodSync(path, 0o644);
    expect(asNobody(path, 'read')).toBe('1 balances');
    expect(asNobody(path, 'write')).toMatch(/^permission: .*can still be opened read-only/);
  });

  it('is told when the file cannot be read', () => {
    const { path } = aSharedStore();
    chmodSync(path, 0o600);
    expect(asNobody(path, 'read')).toMatch(/^permission: .*rights of this user/);
  });

  it('is told when the file is read-only in a folder of its own', () => {
    const { folder, path } = aSharedStore();
    chownSync(folder, nobody, nobody);
    chmodSync(path, 0o444);
    expect(asNobody(path, 'write')).toMatch(/^permission: /);
    expect(asNobody(path, 'read')).toBe('1 balances');
  });
});

/** A file system of 4 MB in memory. Undefined where mounting is not allowed. */
function aSmallDisk(): string | undefined {
  const folder = join(aFolder(), 'disk');
  mkdirSync(folder);
  try {
    const mount = 'mount -t tmpfs -o size=4m tmpfs "$0"';
    execFileSync('sh', ['-c', mount, folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return undefined;
  }
}

function unmount(folder: string): void {
  // Lazily: a test that failed may have left its store open.
  execFileSync('sh', ['-c', 'umount -l "$0"', folder]);
}

const maySmallDisk = ((): boolean => {
  if (!isRoot) return false;
  const folder = aSmallDisk();
  if (folder !== undefined) unmount(folder);
  return folder !== undefined;
})();

function faultOf(action: () => unknown): StoreError {
  try {
    action();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

function fillWith(writer: ImportWriter): void {
  for (let n = 0; n < 25_000; n++) writer.add(n, [aLedgerRow({ at: instant(morning + n) })], '');
  writer.commit();
}

/** Everything but the disk is as it was; a second attempt after making room works. */
function expectUnharmed(store: Store, before: unknown): void {
  expect(contents(store)).toEqual(before);
  expect(store.check().problems).toEqual([]);
}

describe.skipIf(!maySmallDisk)('a full disk (needs root to mount one)', () => {
  it('ends the import in words, keeps what was there, and works again after making room', () => {
    const disk = aSmallDisk()!;
    try {
      const ballast = join(disk, 'ballast');
      writeFileSync(ballast, Buffer.alloc(1024 * 1024));
      const store = aStore(join(disk, 'desk.crossguard'));
      imported(store, 'a.csv', [aBalance()]);
      const before = contents(store);
      const fault = faultOf(() => fillWith(store.beginImport(aFile('long.csv'))));
      expect(fault.kind).toBe('full');
      expect(fault.message).toContain('is full. Nothing of the last step was kept');
      expectUnharmed(store, before);
      rmSync(ballast);
      expect(imported(store, 'b.csv', [aBalance({ balance: '2' })]).verdicts).toEqual(['changed']);
      store.close();
    } finally {
      unmount(disk);
    }
  });

  it('spoils no backup: there is none rather than a half', async () => {
    const disk = aSmallDisk()!;
    try {
      const store = aStore();
      const writer = store.beginImport(aFile('long.csv'));
      fillWith(writer);
      await expect(store.backup(join(disk, 'copy'))).rejects.toMatchObject({ kind: 'full' });
      expect(execFileSync('ls', [disk], { encoding: 'utf8' })).toBe('');
    } finally {
      unmount(disk);
    }
  });

  it('is said on opening', () => {
    const disk = aSmallDisk()!;
    try {
      const path = join(disk, 'desk.crossguard');
      const store = aStore(path);
      imported(store, 'a.csv', [aBalance()]);
      store.close();
      const filler = join(disk, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']);
      expect(faultOf(() => aStore(path)).kind).toBe('full');
      rmSync(filler);
      expect(aStore(path).balances()).toHaveLength(1);
    } finally {
      unmount(disk);
    }
  });
});
