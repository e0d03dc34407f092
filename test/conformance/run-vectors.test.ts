import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = fileURLToPath(new URL('run-vectors.ts', import.meta.url));
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vectors-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

type Run = { readonly status: number | null; readonly lines: unknown[]; readonly stderr: string };

function run(of: string = directory): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, of], {
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, lines: lines.map((line): unknown => JSON.parse(line)), stderr };
}

function write(name: string, content: unknown): void {
  writeFileSync(join(directory, name), JSON.stringify(content));
}

/** N(0) = ½, and a second case that may be wrong. */
const distributions = (second: number): object => ({
  id: 'distributions',
  schema: 1,
  case_count: 2,
  cases: [
    { id: 'one', fn: 'normal_cdf', args: [0], expected: 0.5 },
    { id: 'two', fn: 'erfc', args: [0], expected: second },
  ],
});

test('a good file passes under any name', () => {
  write('any name.json', distributions(1));
  const { status, lines } = run();
  expect(status).toBe(0);
  expect(lines).toMatchObject([{ file: 'any name.json', cases: 2, failed: 0, worst: { abs: 0 } }]);
});

test('a broken tolerance exits with 1 and prints the inputs', () => {
  write('a.json', distributions(1.001));
  const { status, lines, stderr } = run();
  expect(status).toBe(1);
  expect(lines).toMatchObject([{ cases: 2, failed: 1, worst: { case: 'two' } }]);
  expect(stderr).toContain('"fn":"erfc","args":[0]');
});

test('an id without a check is said to be unsupported and exits with 1', () => {
  write('a.json', distributions(1));
  write('b.json', { id: 'constructor', cases: [{ id: 'x' }] });
  const { status, lines, stderr } = run();
  expect(status).toBe(1);
  expect(stderr).toContain('constructor');
  expect(lines).toMatchObject([{ cases: 2 }, { file: 'b.json', cases: 0, unsupported: true }]);
});

test('no case read, no such directory, or an unreadable file exits with 1', () => {
  expect(run().status).toBe(1);
  write('b.json', { id: 'unknown', cases: [{ id: 'x' }] });
  expect(run().status).toBe(1);
  expect(run(join(directory, 'missing')).status).toBe(1);
  rmSync(join(directory, 'b.json'));
  write('a.json', distributions(1));
  expect(run().status).toBe(0);
  writeFileSync(join(directory, 'c.json'), '{ "id":');
  expect(run().status).toBe(1);
});

test('a file cut short is noticed', () => {
  write('a.json', { ...distributions(1), case_count: 3 });
  const { status, lines } = run();
  expect(status).toBe(1);
  expect(lines).toMatchObject([{ cases: 0, reason: 'the file states 3 cases and has 2' }]);
});

/** From 1970 to 1971 are 365 days. */
const yearFraction = (fields: object): object => ({
  id: 'forward_curve',
  cases: [
    {
      id: 'one',
      kind: 'year_fraction',
      from_ms: 0,
      to_ms: 31_536_000_000,
      expected: { act365f: 1, act36525: 365 / 365.25 },
      ...fields,
    },
  ],
});

test('a kind that no check knows is not taken for another one', () => {
  write('a.json', yearFraction({}));
  expect(run().status).toBe(0);
  write('a.json', yearFraction({ kind: 'business_days' }));
  const { status, lines, stderr } = run();
  expect(status).toBe(1);
  expect(lines).toMatchObject([{ cases: 1, failed: 1 }]);
  expect(stderr).toContain('kind is "business_days"');
});

test('an expected figure that no check compares has failed', () => {
  write('a.json', {
    id: 'historical_var_es',
    cases: [
      { id: 'bad', pnl: [null, null], expected: { outcome: 'invalid' } },
      { id: 'more', pnl: [null, null], expected: { outcome: 'invalid', n_used: 0 } },
    ],
  });
  const { status, lines, stderr } = run();
  expect(status).toBe(1);
  expect(lines).toMatchObject([{ cases: 2, failed: 1 }]);
  expect(stderr).toContain('not compared: expected.n_used');
});
