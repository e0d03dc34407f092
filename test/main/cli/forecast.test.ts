import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-forecast-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function crossguard(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

test('the sample book: models with their record, chances and how such forecasts did', () => {
  const { stdout, stderr } = crossguard('forecast');
  expect(stderr).toBe('');
  for (const words of ['GJR-GARCH', 'QLIKE', 'best of 250 days', 'call in 1 h', 'CRPS', 'Brier']) {
    expect(stdout).toContain(words);
  }
  expect(stdout).toContain('As if forecast on past days: none of these was recorded');
});

test('a store keeps what was forecast, once', () => {
  const samples = join(root, 'resources/sample');
  const store = join(folder, 'desk.crossguard');
  cpSync(join(samples, 'deribit'), join(folder, 'deribit'), { recursive: true });
  const files = ['positions.json', 'account-summaries.json'].map((name) =>
    join(folder, 'deribit', name),
  );
  const prices = ['BTC', 'ETH'].map((coin) => join(samples, `prices/yahoo_${coin}-USD.csv`));
  expect(crossguard('import', ...files, ...prices, '--store', store).stderr).toBe('');
  for (let round = 0; round < 2; round++) {
    const { stdout } = crossguard('forecast', '--store', store, '--json');
    const { accounts } = JSON.parse(stdout) as {
      readonly accounts: readonly { readonly account: string; readonly ratio: { ok: boolean } }[];
    };
    const database = new Database(store, { readonly: true });
    const kept = database.prepare('SELECT subject FROM forecast ORDER BY subject').pluck().all();
    database.close();
    expect(kept).toEqual(
      accounts
        .filter(({ ratio }) => ratio.ok)
        .map(({ account }) => account)
        .toSorted(),
    );
    expect(kept.length).toBeGreaterThan(0);
  }
});

test('a store that is not there is not made', () => {
  const { status, stderr } = crossguard('forecast', '--store', join(folder, 'none.crossguard'));
  expect(status).toBe(1);
  expect(stderr).toContain('none.crossguard');
});
