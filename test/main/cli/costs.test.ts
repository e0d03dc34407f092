import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
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
