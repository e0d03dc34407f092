import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-calls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function calls(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), 'calls', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

type Chances = {
  readonly accounts: readonly {
    readonly name: string;
    readonly nearest: {
      readonly ok: boolean;
      readonly value?: { readonly nearest: { readonly distance: number } };
    };
    readonly time: {
      readonly value?: {
        readonly chances: readonly { readonly horizon: string; readonly probability: number }[];
      };
    };
  }[];
};

test('the account of the sample book that is near its call is the nearest of all', () => {
  const { status, stdout, stderr } = calls('--json');
  expect(stderr).toBe('');
  expect([0, 2]).toContain(status);
  const { accounts } = JSON.parse(stdout) as Chances;
  const sorted = accounts
    .filter(({ nearest }) => nearest.ok)
    .toSorted(
      (a, b) =>
        (a.nearest.value?.nearest.distance ?? 99) - (b.nearest.value?.nearest.distance ?? 99),
    );
  expect(sorted[0]?.name).toContain('Bybit');
  const chances = sorted[0]?.time.value?.chances ?? [];
  expect(chances.map(({ horizon }) => horizon)).toEqual(['1 hour', '1 day', '7 days']);
  expect(chances[2]?.probability).toBeGreaterThan(chances[1]?.probability ?? 1);
});

test('a liquidation after moves is told step by step, and says that it is an estimate', () => {
  const { stdout } = calls(
    '--moves',
    'BTC=-0.2,ETH=0.08',
    '--target',
    '0.05',
    '--account',
    'BINANCE:sample USD-M Futures:isolated:ETHUSDT',
  );
  expect(stdout).toMatch(/buy [\d.]+ ETHUSDT/);
  expect(stdout).toContain('an estimate');
});

test.each([
  [['--moves', 'BTC'], '"BTC" is no move'],
  [['--moves', 'BTC=-1'], '"BTC=-1" is no move'],
  [['--moves', 'BTC=-0.1', '--volatility', '0'], '--volatility'],
  [['--level', '2'], '--level'],
  [['--account', 'NOBODY'], 'DERIBIT:sample:BTC'],
])('%j is refused', (args, message) => {
  const { status, stderr } = calls(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});
