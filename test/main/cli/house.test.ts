import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RiskSnapshot } from '../../../src/engine/contract/snapshot.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-house-'));
const store = join(folder, 'desk.crossguard');
const ownPolicy = JSON.parse(
  readFileSync(join(root, 'resources/house/policy.json'), 'utf8'),
) as Record<string, unknown>;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function crossguard(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
}

function policyFile(content: object): string {
  const path = join(folder, 'policy.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function houseNeed(): number {
  const { stdout } = crossguard('report', '--store', store, '--json');
  const { house } = (JSON.parse(stdout) as RiskSnapshot).houseView;
  if (!house.ok) throw new Error(house.failure.message);
  return house.value.value;
}

beforeAll(() => {
  const sample = join(root, 'resources/sample');
  const files = ['deribit/positions.json', 'bybit/positions.json', 'prices/yahoo_BTC-USD.csv'];
  const { status, stderr } = crossguard(
    'import',
    ...[...files, 'prices/yahoo_ETH-USD.csv'].map((one) => join(sample, one)),
    '--store',
    store,
  );
  if (status === 1) throw new Error(stderr);
});

test('a store has the product’s policy until another is set, which the next report goes by', () => {
  const shown = crossguard('house', '--store', store);
  expect(shown.status).toBe(0);
  expect(JSON.parse(shown.stdout)).toEqual(ownPolicy);
  const before = houseNeed();
  const none = { all: 0, by: {} };
  const strict = {
    ...ownPolicy,
    netting: { sameUnderlying: none, withinClass: none, betweenClasses: 0, betweenLegalSets: 0 },
  };
  const set = crossguard('house', '--store', store, '--set', policyFile(strict));
  expect(set.stderr).toBe('');
  expect(set.status).toBe(0);
  expect(JSON.parse(crossguard('house', '--store', store).stdout)).toEqual(strict);
  expect(houseNeed()).toBeGreaterThan(before);
});

test('a policy with faults is refused field by field, and the one in force stays', () => {
  const before = crossguard('house', '--store', store).stdout;
  const faulty = {
    ...ownPolicy,
    staleness: -1,
    correlation: { strength: 1, share: 2 },
    classes: { crypto: ['BTC'], coins: ['btc'] },
    surprise: true,
  };
  const { status, stderr } = crossguard('house', '--store', store, '--set', policyFile(faulty));
  expect(status).toBe(1);
  for (const field of ['staleness', 'correlation.strength', 'correlation.share', 'surprise']) {
    expect(stderr).toContain(field);
  }
  expect(stderr).toContain('classes.coins.0: btc is in "crypto" already');
  expect(crossguard('house', '--store', store).stdout).toBe(before);
});

test('a policy by which a figure has no value is said without a trace of the program', () => {
  const before = JSON.parse(crossguard('house', '--store', store).stdout) as object;
  const absurd = {
    ...ownPolicy,
    liquidity: {
      participation: 1,
      coefficient: 1e300,
      markets: { BTC: { dailyVolume: 1e-300, spread: 0 } },
    },
  };
  expect(crossguard('house', '--store', store, '--set', policyFile(absurd)).status).toBe(0);
  const { status, stderr } = crossguard('report', '--store', store);
  expect(status).toBe(1);
  expect(stderr).toBe(
    'crossguard: "Impact" cannot be computed: a number is too large or too small\n',
  );
  expect(crossguard('house', '--store', store, '--set', policyFile(before)).status).toBe(0);
});

test('no store, no file and no JSON are said in words', () => {
  expect(crossguard('house').stderr).toContain('--store');
  expect(crossguard('house', '--store', join(folder, 'none.crossguard')).status).toBe(1);
  writeFileSync(join(folder, 'text.json'), 'limits: 1');
  const { status, stderr } = crossguard('house', '--store', store, '--set', 'text.json');
  expect(status).toBe(1);
  expect(stderr).toContain('text.json');
  const schema = crossguard('house', '--schema');
  expect(JSON.parse(schema.stdout)).toMatchObject({ type: 'object' });
});

test('dynamic: the need of a store’s book as volatility moved, and what each tool makes of it', () => {
  const { status, stdout, stderr } = crossguard(
    'dynamic',
    '--store',
    store,
    '--every',
    '20',
    '--json',
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { days, needs } = JSON.parse(stdout) as {
    readonly days: readonly string[];
    readonly needs: readonly { readonly label: string; readonly path: readonly number[] }[];
  };
  expect(needs.map(({ label }) => label)).toEqual([
    'As volatility was',
    'With a floor',
    'With a stressed weight',
    'With a buffer',
  ]);
  expect(needs.every(({ path }) => path.length === days.length)).toBe(true);
  expect(crossguard('dynamic', '--store', store, '--every', '0').status).toBe(1);
});
