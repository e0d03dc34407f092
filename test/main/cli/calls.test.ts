import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

const ether = 'BINANCE:sample USD-M Futures:isolated:ETHUSDT';

test('a liquidation after moves is told step by step by the venue’s own procedure', () => {
  const { stdout, status } = calls('--moves', 'ETH=0.09', '--account', ether, '--json');
  expect(status).toBe(0);
  const { accounts } = JSON.parse(stdout) as {
    readonly accounts: readonly { readonly run: { readonly value: object } }[];
  };
  // 385 sold short in the second tier of Binance: one order down to a lower tier, or the whole.
  expect(accounts[0]?.run.value).toMatchObject({
    by: 'published',
    source: expect.stringContaining('2019-09-09') as string,
    steps: [{ symbol: 'ETHUSDT' }],
  });
});

test('what Deribit does not publish is not simulated, and an estimate says that it is one', () => {
  const account = ['--liquidation', '--account', 'DERIBIT:sample:ETH'];
  const published = calls(...account);
  expect(published.status).toBe(2);
  expect(published.stdout).toContain('does not publish how much a round closes');
  const { stdout, status } = calls(...account, '--estimate');
  expect(status).toBe(0);
  expect(stdout).toContain('(an estimate)');
});

test('remedies are ranked by the costs of a file; what it does not state is unknown', () => {
  const file = join(folder, 'costs.json');
  const transfer = { to: 'BYBIT', asset: 'USDT', gas: 4, bridgeFee: 0, minutes: 12 };
  writeFileSync(file, JSON.stringify({ transfers: [{ from: 'OKX', ...transfer }] }));
  const { stdout } = calls('--remedies', '--costs', file, '--json', '--account', 'BYBIT:sample');
  const { accounts } = JSON.parse(stdout) as {
    readonly accounts: readonly { readonly remedies: { readonly value: object } }[];
  };
  expect(accounts[0]?.remedies.value).toMatchObject({
    ranked: [
      { what: expect.stringContaining('from OKX') as string, cost: { amount: 4, minutes: 12 } },
      { what: expect.stringContaining('from Binance') as string, cost: { amount: null } },
      { what: expect.stringContaining('from Binance') as string, cost: { amount: null } },
    ],
  });
});

test.each([
  [['--moves', 'BTC'], '"BTC" is no move'],
  [['--moves', 'BTC=-1'], '"BTC=-1" is no move'],
  [['--moves', 'BTC=-0.1', '--volatility', '0'], '--volatility'],
  [['--level', '2'], '--level'],
  [['--slippage', '-0.1'], '--slippage'],
  [['--remedies', '--target', 'low'], '--target'],
  [['--remedies', '--costs', 'none.json'], 'none.json'],
  [['--account', 'NOBODY'], 'DERIBIT:sample:BTC'],
])('%j is refused', (args, message) => {
  const { status, stderr } = calls(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});
