import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../../src/main/store/open.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-terms-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = join(folder, 'desk.crossguard');
openStore(store, { now: Date.now }).close();

function terms(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), 'terms', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

function file(content: unknown): string {
  writeFileSync(join(folder, 'terms.json'), JSON.stringify(content));
  return 'terms.json';
}

test('a store has no terms until they are set, and keeps them', () => {
  const none = { concentration: [], borrowing: [], selling: [] };
  expect(JSON.parse(terms('--store', store).stdout)).toEqual(none);
  const concentration = [{ assets: ['ETH', 'STETH'], share: 0.4 }];
  const set = file({ concentration, selling: [{ asset: 'ETH', gas: 20 }] });
  expect(terms('--store', store, '--set', set).status).toBe(0);
  expect(JSON.parse(terms('--store', store).stdout)).toEqual({
    concentration,
    borrowing: [],
    selling: [{ venue: null, asset: 'ETH', gas: 20, slippage: 0 }],
  });
});

test.each([
  ['concentration.0.share', { concentration: [{ assets: ['ETH'], share: 1.2 }] }],
  ['concentration.0.assets', { concentration: [{ assets: [], share: 0.2 }] }],
  ['borrowing.0.rate', { borrowing: [{ asset: 'ETH', rate: -0.1 }] }],
  ['selling.0.gas', { selling: [{ asset: 'ETH', gas: '20' }] }],
])('%s in %j is refused by name', (field, content) => {
  const { status, stderr } = terms('--store', store, '--set', file(content));
  expect(status).toBe(1);
  expect(stderr).toContain(field);
});
