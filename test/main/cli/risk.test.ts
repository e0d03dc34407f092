import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-risk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function risk(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), 'risk', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

test('a venue of the sample book by two methods, as JSON', () => {
  const { stdout, stderr } = risk(
    '--venue',
    'DERIBIT',
    '--methods',
    'filtered,parametric',
    '--tails',
    '0.05',
    '--horizons',
    '1,5',
    '--json',
  );
  expect(stderr).toBe('');
  const { measures } = JSON.parse(stdout) as {
    readonly measures: readonly { readonly method: string; readonly horizon: number }[];
  };
  expect(measures.map(({ method, horizon }) => `${method} ${horizon}`)).toEqual([
    'filtered 1',
    'parametric 1',
    'filtered 5',
    'parametric 5',
  ]);
});

test('the table names what it rests on', () => {
  const { stdout } = risk('--methods', 'plain', '--horizons', '1');
  expect(stdout).toContain('positions do not age');
  expect(stdout).toContain('in no figure for lack of history: HYPEUSDT');
});

test.each([
  [['--venue', 'NOWHERE'], 'there are IBKR'],
  [['--methods', 'guess'], '--methods: "guess"'],
  [['--tails', '0.01,2'], '--tails: "2"'],
  [['--horizons', '0'], '--horizons: "0"'],
  [['--draws', '5'], '--draws was "5"'],
])('%j is refused', (args, message) => {
  const { status, stderr } = risk(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});
