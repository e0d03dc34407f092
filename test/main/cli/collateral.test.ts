import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-collateral-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function collateral(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), 'collateral', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

test('the sample book: every collateral asset falls, and the lost peg of USDT is told', () => {
  const { status, stdout, stderr } = collateral('--falls', '0.1');
  expect(stderr).toBe('');
  expect([0, 2]).toContain(status);
  expect(stdout).toContain('USDT, loses its peg');
  // the account short ether against USDT is beyond liquidation when USDT loses a tenth
  expect(stdout).toMatch(/isolated ETHUSDT\s+USDT, loses its peg\s+70,000\s+beyond liquidation/);
});

test('as JSON, with the correlation of collateral and positions', () => {
  const { accounts } = JSON.parse(collateral('--json').stdout) as {
    readonly accounts: readonly {
      readonly name: string;
      readonly wrongWay: { readonly ok: boolean };
    }[];
  };
  expect(accounts.length).toBeGreaterThan(4);
  expect(accounts.every(({ wrongWay }) => wrongWay.ok)).toBe(true);
});

test('falls that are none are refused', () => {
  for (const falls of ['2', '0', 'x']) {
    const { status, stderr } = collateral('--falls', falls);
    expect(status).toBe(1);
    expect(stderr).toContain('--falls');
  }
});
