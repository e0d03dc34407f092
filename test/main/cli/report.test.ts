import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { RiskSnapshot, Total } from '../../../src/engine/contract/snapshot.ts';
import { run } from '../../../src/engine/run.ts';
import { failure } from '../../../src/engine/values/outcome.ts';
import { amount } from '../../../src/engine/values/units.ts';
import { incomplete } from '../../../src/main/cli/commands/report.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const root = new URL('../../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'crossguard-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function crossguard(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
}

describe('report on the sample book', () => {
  const table = crossguard('report');

  test('is a readable table that says it is synthetic', () => {
    expect(table.stderr).toBe('');
    expect(table.status).toBe(2);
    expect(table.stdout).toContain('SYNTHETIC');
    for (const title of [
      'Headline',
      'Margin accounts',
      'Netted exposures',
      'Warnings',
      'Not included',
    ]) {
      expect(table.stdout).toContain(title);
    }
  });

  test('shows a hedge across venues, a margin call and an unpriceable row', () => {
    expect(table.stdout).toMatch(/BTC\s+−?[\d,]+/);
    expect(table.stdout).toMatch(/\b(call|liquidation)\b/);
    expect(table.stdout).toContain('MSTR');
  });
});

describe('report of a store', () => {
  const store = join(folder, 'desk.crossguard');
  const sample = join(root, 'resources/sample');

  test('import, report as JSON, and the same again', () => {
    const files = [
      'deribit/positions.json',
      'deribit/account-summaries.json',
      'prices/yahoo_BTC-USD.csv',
      'prices/yahoo_ETH-USD.csv',
    ];
    const paths = files.map((file) => join(sample, file));
    const imported = crossguard('import', ...paths, '--store', store, '--json');
    expect(imported.status).toBe(0);
    const { files: reports } = JSON.parse(imported.stdout);
    expect(reports).toHaveLength(4);
    for (const report of reports) {
      expect(report.rows).toBe(report.kept + report.unchanged + report.failures.length);
      expect(report.kept).toBeGreaterThan(0);
    }
    const first = crossguard('report', '--store', store, '--json');
    const second = crossguard('report', '--store', store, '--json');
    expect(first.stdout).toBe(second.stdout);
    expect(JSON.parse(first.stdout).exposures.length).toBeGreaterThan(5);
  });

  test('a dry run keeps nothing', () => {
    const path = join(sample, 'binance/position-risk.json');
    const before = crossguard('report', '--store', store, '--json').stdout;
    const dry = crossguard(
      'import',
      path,
      '--store',
      store,
      '--account',
      'x',
      '--dry-run',
      '--json',
    );
    expect(JSON.parse(dry.stdout).files[0].kept).toBeGreaterThan(0);
    expect(crossguard('report', '--store', store, '--json').stdout).toBe(before);
  });

  test.each(['html', 'csv', 'json', 'txt'])('writes %s', (form) => {
    const out = join(folder, `report.${form}`);
    const written = crossguard('report', '--store', store, '--out', out);
    expect(written.stderr).toContain('wrote');
    expect(readFileSync(out, 'utf8').length).toBeGreaterThan(500);
  });
});

describe('a report is done with figures left out', () => {
  const whole = run(aRiskInput());
  const known: Total = { amount: amount(1), lacking: [] };
  const missing: Total = {
    amount: amount(0),
    lacking: [failure('missing-field', 'no entry price of BTC-PERPETUAL')],
  };

  test('where any one total lacks a part, the P&L too', () => {
    const complete = { ...whole, accounts: [], houseView: { ...whole.houseView, saving: known } };
    const { overview } = whole;
    const totals = { equity: known, initialMargin: known, maintenanceMargin: known, pnl: known };
    const done: RiskSnapshot = { ...complete, overview: { ...overview, ...totals } };
    expect(incomplete(done)).toBe(false);
    for (const name of ['equity', 'initialMargin', 'maintenanceMargin', 'pnl']) {
      expect(incomplete({ ...done, overview: { ...done.overview, [name]: missing } })).toBe(true);
    }
  });
});

describe('what goes wrong is said, with exit code 1', () => {
  test.each([
    [['report', '--store', 'absent.crossguard'], /absent\.crossguard/],
    [['report', '--as-of', 'yesterday'], /yesterday/],
    [['report', '--out', 'report.docx'], /docx/],
    [['report', '--out', 'absent/report.csv'], /^crossguard: .*absent\/report\.csv/],
    [['report', '--nonsense'], /nonsense/],
    [['frobnicate'], /frobnicate/],
    [['import', '--store', 'x.crossguard'], /usage/],
  ])('%j', (args, message) => {
    const { status, stderr } = crossguard(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(1);
  });
});
