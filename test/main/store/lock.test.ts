import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { aBalance, aFile } from './support/items.ts';
import { aReader, aStore, imported } from './support/stores.ts';

const script = fileURLToPath(new URL('support/hold.ts', import.meta.url));

describe('the one writer', () => {
  it('keeps a second process out, which is told who it is, and reading works beside it', async () => {
    const store = aStore();
    imported(store, 'a.csv', [aBalance()]);
    store.close();
    const other = spawn(process.execPath, [script, store.path]);
    await once(createInterface(other.stdout), 'line');
    expect(() => aStore(store.path)).toThrow(
      expect.objectContaining({
        kind: 'locked',
        message: expect.stringContaining(`process ${other.pid} on `),
      }),
    );
    const beside = aReader(store.path);
    expect(beside.balances()).toHaveLength(1);
    beside.close();
    other.stdin.end();
    await once(other, 'exit');
    expect(aStore(store.path).balances()).toHaveLength(1);
  });

  it('frees the store by dying, however suddenly', async () => {
    const store = aStore();
    store.close();
    const other = spawn(process.execPath, [script, store.path]);
    await once(createInterface(other.stdout), 'line');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(aStore(store.path).isEmpty()).toBe(true);
  });

  it('is one even within a process', () => {
    const store = aStore();
    expect(() => aStore(store.path)).toThrow(
      expect.objectContaining({ kind: 'locked', message: expect.stringContaining('very process') }),
    );
    store.close();
    expect(() => aStore(store.path).close()).not.toThrow();
  });

  it('takes no change through a store that is open read-only', () => {
    const store = aStore();
    const { id } = imported(store, 'a.csv', [aBalance()]);
    const reader = aReader(store.path);
    for (const change of [
      () => reader.beginImport(aFile('b.csv')),
      () => reader.undoImport(id),
      () => reader.putLevels(new Map()),
    ]) {
      expect(change).toThrow(expect.objectContaining({ kind: 'read-only' }));
    }
  });
});
