import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../src/main/store/open.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-costs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = join(folder, 'desk.crossguard');
openStore(store, { now: Date.now }).close();

function costs(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), 'costs', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

function file(content: unknown): string {
  writeFileSync(join(folder, 'costs.json'), JSON.stringify(content));
  return 'costs.json';
}

test('a store knows no costs until they are set, and keeps them', () => {
  const transfer = { from: 'OKX', to: 'BYBIT', asset: 'USDT', gas: 1, bridgeFee: 2, minutes: 3 };
  const trade = { venue: 'OKX', halfSpread: 0.0001, fee: 0.0005 };
  expect(JSON.parse(costs('--store', store).stdout)).toEqual({ transfers: [], trading: [] });
  const set = file({ transfers: [transfer], trading: [trade] });
  expect(costs('--store', store, '--set', set).status).toBe(0);
  expect(JSON.parse(costs('--store', store).stdout)).toEqual({
    transfers: [{ ...transfer, bridgeRate: 0 }],
    trading: [{ ...trade, symbol: null }],
  });
});

test.each([
  ['transfers.0.gas', { transfers: [{ from: 'A', to: 'B', asset: 'C', gas: -1 }] }],
  ['trading.0.fee', { trading: [{ venue: 'A', halfSpread: 0, fee: 'much' }] }],
  ['guess', { guess: 1 }],
])('%s in %j is refused by name, and nothing is set', (field, content) => {
  const before = costs('--store', store).stdout;
  const { status, stderr } = costs('--store', store, '--set', file(content));
  expect(status).toBe(1);
  expect(stderr).toContain(field);
  expect(costs('--store', store).stdout).toBe(before);
});

test('without a store there is nothing to print', () => {
  expect(costs()).toMatchObject({ status: 1 });
  expect(JSON.parse(costs('--schema').stdout)).toMatchObject({ type: 'object' });
});

describe('the table', () => {
  const own = {
    transfers: [{ from: 'OKX', to: 'DERIVE', asset: 'USDC', gas: 4, bridgeFee: 0.5, minutes: 21 }],
    trading: [{ venue: 'OKX', halfSpread: 0.0001, fee: 0.00055 }],
  };

  /** Cells of the line of a step, two spaces or more apart. */
  const lineOf = (stdout: string, ...words: readonly string[]): readonly string[] =>
    (stdout.split('\n').find((line) => words.every((word) => line.includes(word))) ?? '')
      .trim()
      .split(/ {2,}/);

  test('shows what is shipped, each step with minutes, gas, fee, who states it, day and source', () => {
    const { status, stdout } = costs('--table');
    expect(status).toBe(0);
    expect(lineOf(stdout, 'depositing at HYPERLIQUID')).toEqual([
      'depositing at HYPERLIQUID',
      'Arbitrum',
      'USDC',
      '1',
      '90000',
      'none',
      'whom it concerns',
      '2026-11-27',
      'https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/bridge2',
    ]);
    expect(lineOf(stdout, 'withdrawing from OKX').slice(3, 7)).toEqual([
      '7',
      '0',
      '0.5 USDC',
      'a third party',
    ]);
    // Nobody states the gas: it is unknown, not 0.
    expect(lineOf(stdout, 'CCTP Fast Transfer', 'Arbitrum to Ethereum').slice(3, 6)).toEqual([
      '1',
      'unknown',
      '0.14 %',
    ]);
    expect(lineOf(stdout, 'depositing at DERIVE').slice(4, 6)).toEqual(['unknown', 'unknown']);
    expect(stdout).not.toContain('as you stated it');
  });

  test('has your own rows first, where a store is named', () => {
    expect(costs('--store', store, '--set', file(own)).status).toBe(0);
    const { stdout } = costs('--table', '--store', store);
    expect(lineOf(stdout, 'OKX', 'DERIVE')).toEqual([
      'OKX',
      'DERIVE',
      'USDC',
      '21',
      '4',
      '0.5',
      '0 %',
    ]);
    expect(lineOf(stdout, 'OKX', 'every')).toEqual(['OKX', 'every', '0.01 %', '0.055 %']);
    expect(stdout.indexOf('as you stated it')).toBeLessThan(stdout.indexOf('by the table of'));
  });

  test('as JSON has both, with the notes', () => {
    expect(costs('--store', store, '--set', file(own)).status).toBe(0);
    const read = JSON.parse(costs('--table', '--store', store, '--json').stdout);
    expect(read.own).toMatchObject(own);
    expect(read.table.steps).toContainEqual(
      expect.objectContaining({
        kind: 'bridge',
        name: 'Arbitrum bridge',
        from: 42_161,
        to: 1,
        gas: null,
        minutes: 10_080,
        note: expect.stringContaining('6.4 are the challenge period'),
      }),
    );
    expect(JSON.parse(costs('--table', '--json').stdout).own).toBeNull();
  });

  test('of a store that is none says so', () => {
    const { status, stdout, stderr } = costs('--table', '--store', 'nowhere.crossguard');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('nowhere.crossguard');
  });
});
