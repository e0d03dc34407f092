import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-backtest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function backtest(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), 'backtest', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

test('a part of the sample book, as JSON', () => {
  const { stdout, stderr, status } = backtest('--underlying', 'BTC', '--method', 'plain', '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as {
    readonly days: readonly string[];
    readonly pnl: readonly number[];
    readonly methods: readonly {
      readonly method: string;
      readonly valueAtRisk: readonly number[];
      readonly exceptions: readonly number[];
      readonly tests: readonly { readonly name: string; readonly power: readonly unknown[] }[];
    }[];
  };
  const [plain, ...others] = report.methods;
  expect(others).toEqual([]);
  expect(plain?.method).toBe('plain');
  expect(plain?.valueAtRisk).toHaveLength(report.days.length);
  expect(plain?.exceptions).toEqual(
    [...report.pnl.keys()].filter((t) => report.pnl[t]! < -plain!.valueAtRisk[t]!),
  );
  expect(plain?.tests.every(({ power }) => power.length > 1)).toBe(true);
});

test('the tables name the tests, their power and what they rest on', () => {
  const { stdout } = backtest();
  for (const words of [
    'Kupiec',
    'Christoffersen',
    'Traffic light',
    'Acerbi–Szekely Z2',
    'losses × 2',
    'in no figure for lack of history: HYPEUSDT',
  ]) {
    expect(stdout).toContain(words);
  }
});

test.each([
  [['--venue', 'NOWHERE'], 'there are IBKR'],
  [['--method', 'guess'], '--method "guess"'],
  [['--var-tail', '1.5'], 'tail probability "1.5"'],
  [['--book', 'tomorrow'], '--book "tomorrow"'],
  // The sample's positions are of one day, the last of its prices.
  [['--book', 'dated'], '0 days to test'],
])('%j is refused', (args, message) => {
  const { status, stderr } = backtest(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});

test('what each account’s requirement would have covered, and why some have no answer', () => {
  const { stdout, status } = backtest('--margin', '--json');
  expect(status).toBe(2);
  const reports = JSON.parse(stdout) as readonly {
    readonly account: string;
    readonly report:
      | { readonly ok: false; readonly failure: { readonly message: string } }
      | {
          readonly ok: true;
          readonly value: {
            readonly pnl: readonly number[];
            readonly initial: readonly number[];
            readonly shares: readonly { readonly windows: number; readonly covered: number }[];
          };
        };
  }[];
  const known = reports.flatMap(({ report }) => (report.ok ? [report.value] : []));
  expect(known.length).toBeGreaterThan(2);
  for (const { pnl, initial, shares } of known) {
    expect(shares[0]?.windows).toBe(pnl.length);
    expect(shares[0]?.covered).toBe(pnl.filter((x, t) => -x <= initial[t]!).length);
  }
  const why = reports.flatMap(({ report }) => (report.ok ? [] : [report.failure.message]));
  expect(why).toContainEqual(expect.stringContaining('as the venue states it'));
});
