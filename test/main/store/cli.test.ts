import { spawnSync } from 'node:child_process';
import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { run } from '../../../src/main/cli/commands/store.ts';
import { aBalance } from './support/items.ts';
import { aFolder, aStore, imported } from './support/stores.ts';

const entry = fileURLToPath(new URL('../../../src/main/cli/index.ts', import.meta.url));

function crossguard(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [entry, 'store', ...args], { encoding: 'utf8' });
}

function aClosedStore(): string {
  const store = aStore();
  imported(store, 'a.csv', [aBalance()]);
  store.close();
  return store.path;
}

describe('crossguard store', () => {
  it('checks a store, beside its writer too', () => {
    const store = aStore();
    imported(store, 'a.csv', [aBalance()]);
    const { status, stdout } = crossguard('check', '--store', store.path, '--json');
    expect(JSON.parse(stdout)).toEqual({
      store: store.path,
      ok: true,
      version: 5,
      imports: 1,
      facts: 1,
      problems: [],
    });
    expect(status).toBe(0);
    expect(crossguard('check', '--store', store.path).stdout).toContain('no problems found');
  });

  it('ends with 1 and names what is wrong', () => {
    const path = aClosedStore();
    const database = new Database(path);
    database.exec(`UPDATE balance SET balance = '9'`);
    database.close();
    const { status, stdout } = crossguard('check', '--store', path);
    expect(status).toBe(1);
    expect(stdout).toContain('balance 1 (import 1, line 2): its content has changed');
    truncateSync(path, 0);
    const empty = crossguard('check', '--store', path, '--json');
    expect(empty.status).toBe(1);
    expect(empty.stderr).toContain('is empty');
    expect(JSON.parse(empty.stdout)).toMatchObject({ ok: false, fault: 'damaged' });
  });

  it('backs up and restores', () => {
    const path = aClosedStore();
    const to = join(aFolder(), 'copy.crossguard');
    const copied = crossguard('backup', '--store', path, '--to', to, '--json');
    expect(JSON.parse(copied.stdout)).toMatchObject({ ok: true, to });
    expect(crossguard('backup', '--store', path, '--to', to).status).toBe(1);
    truncateSync(path, 0);
    const restored = crossguard('restore', '--store', path, '--from', to, '--json');
    const { kept } = JSON.parse(restored.stdout) as { kept: string[] };
    expect(restored.status).toBe(0);
    expect(kept.every((name) => existsSync(name))).toBe(true);
    expect(aStore(path).balances()).toHaveLength(1);
  });

  it.each([
    [[], 'which action?'],
    [['mend'], 'there is no action "mend"'],
    [['toString', '--store', 'a'], 'there is no action "toString"'],
    [['check'], 'which store?'],
    [['backup', '--store', 'a'], 'where to?'],
    [['restore', '--store', 'a'], 'from what?'],
    [['check', '--store', 'a', '--fast'], '--fast'],
    [['check', 'b', '--store', 'a'], '"b" is not expected'],
  ])('used wrongly (%j) says how to use it', async (args, words) => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const answered = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const status = await run(args);
    const text = said.mock.calls.join('');
    const answers = answered.mock.calls.length;
    vi.restoreAllMocks();
    expect(status).toBe(1);
    expect(text).toContain(words);
    expect(text).toContain('usage: npm run --silent crossguard -- store');
    expect(answers).toBe(0);
  });
});
