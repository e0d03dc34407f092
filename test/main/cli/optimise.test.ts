import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-optimise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function optimise(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), 'optimise', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

function wishFile(content: unknown): string {
  writeFileSync(join(folder, 'wish.json'), JSON.stringify(content));
  return 'wish.json';
}

type Answer = {
  readonly steps: readonly { readonly actions: readonly { readonly kind: string }[] }[];
  readonly before: Record<string, { readonly equity: number; readonly maintenance: number }>;
  readonly after: Answer['before'];
};

test('the sample book’s margin call is answered by collateral from elsewhere', () => {
  const { status, stdout, stderr } = optimise('--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { steps, before, after } = JSON.parse(stdout) as Answer;
  const ratio = (of: Answer['before']): number =>
    Math.max(...Object.values(of).map(({ maintenance, equity }) => maintenance / equity));
  expect(ratio(before)).toBeGreaterThan(0.8);
  expect(ratio(after)).toBeLessThanOrEqual(0.6 + 1e-6);
  expect(steps.flatMap(({ actions }) => actions.map(({ kind }) => kind))).toEqual(['transfer']);
});

test('the table says what to do, and what then stands where', () => {
  const { stdout } = optimise(
    '--wish',
    wishFile({
      goal: 'release',
      costs: { trading: [{ venue: 'BINANCE', halfSpread: 0.0001, fee: 0.0004 }] },
    }),
  );
  expect(stdout).toMatch(/sell [\d.]+ BTCUSDT at Binance/);
  expect(stdout).toContain('Accounts before and after');
  expect(stdout).toContain('counted as 0, since nobody states it: ');
});

test('a wish with faults is refused field by field', () => {
  const { status, stderr } = optimise(
    '--wish',
    wishFile({
      goal: 'riches',
      target: 2,
      costs: { trading: [{ venue: 'BINANCE', halfSpread: -1, fee: 0 }], transfers: 5 },
      luck: 1,
    }),
  );
  expect(status).toBe(1);
  for (const field of ['goal', 'target', 'costs.trading.0.halfSpread', 'costs.transfers', 'luck']) {
    expect(stderr).toContain(field);
  }
  expect(optimise('--wish', 'none.json').stderr).toContain('none.json');
  expect(JSON.parse(optimise('--schema').stdout)).toMatchObject({ type: 'object' });
});
