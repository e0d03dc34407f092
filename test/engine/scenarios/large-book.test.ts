import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../perf/large-book.ts', import.meta.url));

type Taken = { readonly rows: number; readonly mebibytesGrown: number };

/** Positions that hardly meet: a row each. */
function priced(how: 'compiled' | 'columns', positions: number, scenarios: number): Taken {
  const args = [program, how, String(positions), String(scenarios), '5000'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Taken;
}

/** MiB of a table of rows × scenarios. */
const table = (rows: number, scenarios: number): number => (rows * scenarios * 8) / 2 ** 20;

test('a large book is priced in memory that does not grow with rows × scenarios', () => {
  const { rows, mebibytesGrown } = priced('compiled', 30_000, 2_000);
  expect(rows).toBeGreaterThan(29_000);
  expect(table(rows, 2_000)).toBeGreaterThan(440);
  expect(mebibytesGrown).toBeLessThan(64);
}, 60_000);

test('what keeps a column per contract is seen to grow, so that the measure can fail', () => {
  const { rows, mebibytesGrown } = priced('columns', 30_000, 500);
  expect(mebibytesGrown).toBeGreaterThan(0.9 * table(rows, 500));
}, 60_000);
