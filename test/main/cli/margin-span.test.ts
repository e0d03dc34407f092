import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { records } from '../parameters/span/reading.ts';
import { niftyFile, niftyText, spanVectors } from '../../engine/margin/span-vectors.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(path.join(root, 'docs/margin-span.md'), 'utf8');
const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';
const folder = mkdtempSync(path.join(tmpdir(), 'crossguard-span-'));

afterAll(() => rmSync(folder, { recursive: true }));

function asked(
  document: string,
  ...more: readonly string[]
): { code: number; out: string; err: string } {
  const found = spawnSync(
    path.join(root, 'node_modules/.bin/node'),
    ['src/main/cli/index.ts', 'margin', '--model', 'span', '--json', ...more],
    { cwd: root, input: document, encoding: 'utf8' },
  );
  return { code: found.status ?? -1, out: found.stdout, err: found.stderr };
}

function fileOf(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const niftyPositions = (positions: readonly (readonly [string, number])[]): string =>
  JSON.stringify({
    accountType: 'hedger',
    currency: 'INR',
    exposure: [{ commodity: 'NIFTY', rate: spanVectors.nifty.exposureRate }],
    positions: positions.map(([month, quantity]) => ({
      product: 'NIFTY',
      kind: 'future',
      month,
      quantity,
    })),
  });

const [long] = spanVectors.nifty.cases;

describe('the example of the documentation', () => {
  test('needs what the clearing house says', () => {
    const { code, out } = asked(example);
    expect(code).toBe(0);
    const { figures } = JSON.parse(out);
    expect(figures.maintenanceMargin).toBeCloseTo(2700, 9);
    expect(figures.commodities.C.interCommodityCredit).toBeCloseTo(1925, 9);
    expect(figures.commodities.S.interCommodityCredit).toBeCloseTo(1375, 9);
  });

  test.each([
    ['a negative rate', '"rate": 0', '"rate": -1', 'shortOptions.rate'],
    ['a credit of more than the whole', '0.55', '55', 'creditRate'],
    ['a ratio of nothing', '"ratio": 2', '"ratio": 0', 'legs.0.ratio'],
    [
      'an unknown commodity',
      '"commodity": "C", "ratio"',
      '"commodity": "Z", "ratio"',
      'interSpreads.0.legs.0',
    ],
    ['no array', '"range": 1750', '"reach": 1750', 'contracts.0.scan'],
    [
      'an array twice',
      '"scan": { "range": 1750',
      '"compositeDelta": 1, "scan": { "range": 1750',
      'contracts.0.scan',
    ],
    [
      'no month',
      '"month": "202503", "quantity": 2',
      '"month": "March", "quantity": 2',
      'positions.0.month',
    ],
    [
      'a position without an array',
      '"quantity": 2',
      '"quantity": 2, "underlyingMonth": "202512"',
      'positions.0',
    ],
    [
      'a future with a strike',
      '"quantity": 2',
      '"quantity": 2, "strike": 400',
      'positions.0.strike',
    ],
    ['an account of no type', '"hedger",', '"anyone",', 'accountType'],
    [
      'overlapping tiers',
      '"shortOptions"',
      '"spreadTiers": [{"tier":1,"from":"202503","to":"202506"},{"tier":2,"from":"20250630","to":"202509"}], "shortOptions"',
      'spreadTiers.1',
    ],
    [
      'a currency without a rate',
      '"currency": "USD",\n  "positions"',
      '"currency": "EUR",\n  "positions"',
      'USD to EUR',
    ],
  ])('%s is refused by field', (_, from, to, field) => {
    expect(example).toContain(from);
    const { code, err } = asked(example.replace(from, to));
    expect(code).toBe(1);
    expect(err).toContain(field);
  });
});

describe('a parameter file', () => {
  test.each(spanVectors.nifty.cases)('$id of NIFTY as a public program margins it', (of) => {
    const { code, out } = asked(
      niftyPositions(of.positions),
      '--parameters',
      fileURLToPath(niftyFile),
    );
    expect(code).toBe(0);
    const { figures } = JSON.parse(out);
    expect(figures.initialMargin).toBeCloseTo(of.total, 6);
    expect(figures.commodities.NIFTY).toMatchObject({
      scanRisk: of.scanRisk,
      calendarCharge: of.calendarCharge,
    });
  });

  test('of the positional format gives the maintenance margin of an outright future', () => {
    const { code, out } = asked(
      JSON.stringify({
        accountType: 'speculator',
        currency: 'USD',
        positions: [{ product: 'ES', kind: 'future', month: '201903', quantity: 2 }],
      }),
      '--parameters',
      fileOf('cme.pa2', records.join('\n')),
    );
    expect(code).toBe(0);
    const { figures } = JSON.parse(out);
    expect(figures.maintenanceMargin).toBe(12_000);
    expect(figures.initialMargin).toBeCloseTo(13_200, 9);
    expect(figures.commodities.SP.activeScenario).toBe(13);
  });

  test('may be packed by gzip', () => {
    const file = fileOf('nifty.spn.gz', gzipSync(niftyText));
    const { out } = asked(niftyPositions(long!.positions), '--parameters', file);
    expect(JSON.parse(out).figures.initialMargin).toBeCloseTo(long!.total, 6);
  });

  test('whose rule cannot be read makes the figure incomplete, by line and field', () => {
    const file = fileOf('weighted.spn', niftyText.replace('>F<', '>W<'));
    const { code, out, err } = asked(niftyPositions(long!.positions), '--parameters', file);
    expect(code).toBe(2);
    expect(err).toContain(`${file}:2: dSpread.chargeMeth: charge method "W" is not known`);
    expect(JSON.parse(out).failures).toHaveLength(1);
  });

  test.each([
    ['that is none', 'date,close\n', 'no SPAN parameter file'],
    ['that is cut off', niftyText.slice(0, 900), 'cut off'],
  ])('%s is refused', (_, content, message) => {
    const file = fileOf('bad', content);
    const { code, err } = asked(niftyPositions(long!.positions), '--parameters', file);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  test('that is not there is refused', () => {
    const file = path.join(folder, 'absent.pa2');
    const { code, err } = asked(niftyPositions(long!.positions), '--parameters', file);
    expect(code).toBe(1);
    expect(err).toContain('absent.pa2');
  });

  test('does not stand beside parameters of the document', () => {
    const { code, err } = asked(example, '--parameters', fileURLToPath(niftyFile));
    expect(code).toBe(1);
    expect(err).toContain('parameters');
  });

  test('is refused by a model that knows none', () => {
    const found = spawnSync(
      path.join(root, 'node_modules/.bin/node'),
      ['src/main/cli/index.ts', 'margin', '--model', 'dydx', '--parameters', 'any'],
      { cwd: root, input: '{}', encoding: 'utf8' },
    );
    expect(found.status).toBe(1);
    expect(found.stderr).toContain('--parameters');
  });
});
