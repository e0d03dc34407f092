import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { editsIn } from '../../../src/main/cli/correlation-edits.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossguard-correlation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function correlation(...args: readonly string[]) {
  return spawnSync(
    process.execPath,
    [join(root, 'src/main/cli/index.ts'), 'correlation', ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, CROSSGUARD_DATA: folder } },
  );
}

type Answer = {
  readonly comparison: {
    readonly first: { readonly assets: readonly string[]; readonly matrix: readonly number[] };
    readonly second: { readonly observations: number };
    readonly difference: { readonly largest: number };
  };
  readonly worth: { readonly pairs: readonly object[]; readonly curve: readonly object[] };
  readonly pair: { readonly days: readonly string[] };
  readonly whatIf: { readonly repair: { readonly least: number } };
};

test('one model beside another, worth, a pair and an edit of the sample book, as JSON', () => {
  const { stdout, stderr, status } = correlation(
    ...'--model shrunk-by-oracle --against pairwise --against-window 125 --window 250'.split(' '),
    ...'--worth --pair BTC,SPX --edit BTC,ETH=-0.9 --json'.split(' '),
  );
  expect(stderr).toBe('');
  // HYPE has no price history and is listed.
  expect(status).toBe(2);
  const { comparison, worth, pair, whatIf } = JSON.parse(stdout) as Answer;
  expect(comparison.first.assets).toHaveLength(4);
  expect(comparison.first.matrix).toHaveLength(16);
  expect(comparison.second.observations).toBe(125);
  expect(Math.abs(comparison.difference.largest)).toBeGreaterThan(0);
  expect(worth.pairs).toHaveLength(6);
  expect(worth.curve.length).toBeGreaterThan(4);
  expect(pair.days).toHaveLength(250);
  expect(whatIf.repair.least).toBeLessThan(0);
});

test('as tables it says what it rests on and marks what is not told from 0', () => {
  const { stdout } = correlation('--model', 'ewma', '--edit', 'decorrelate=1');
  expect(stdout).toContain('500 joint returns');
  expect(stdout).toContain('+0.20 ?');
  expect(stdout).toContain('HYPE   no price history');
  expect(stdout).toContain('positive semidefinite as it is');
});

test.each([
  [['--model', 'guess'], '--model was "guess"'],
  [['--window', '5'], '--window was "5"'],
  [['--pair', 'BTC'], '--pair was "BTC"'],
  [['--pair', 'BTC,XRP'], 'there are histories of'],
  [['--edit', 'BTC,ETH'], 'no edit such as'],
  [['--edit', 'BTC,ETH=2'], '"BTC,ETH=2"'],
  [['--edit', 'BTC,XRP=0'], 'no correlation of "XRP"'],
])('%j is refused', (args, message) => {
  const { status, stderr } = correlation(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});

test('edits as written', () => {
  expect(
    editsIn(
      'BTC, ETH = 0.2; multiply(BTC,ETH,SOL)=0.5;all-to-one=1; decorrelate(BTC,SOL)=0.25; as-in(2025-03-01,2025-06-30)=0.5',
    ),
  ).toEqual({
    ok: true,
    value: [
      { is: 'pair', pair: ['BTC', 'ETH'], to: 0.2 },
      { is: 'multiply', by: 0.5, among: ['BTC', 'ETH', 'SOL'] },
      { is: 'all-to-one', strength: 1, among: null },
      { is: 'decorrelate', strength: 0.25, among: ['BTC', 'SOL'] },
      { is: 'as-in', from: '2025-03-01', to: '2025-06-30', strength: 0.5 },
    ],
  });
  for (const wrong of [
    'BTC=1',
    'BTC,ETH,SOL=0',
    'all-to-one=2',
    'x(BTC)=0',
    'as-in(2025)=1',
    'BTC,ETH=',
  ]) {
    expect(editsIn(wrong)).toMatchObject({ ok: false, failure: { reason: 'malformed' } });
  }
});
