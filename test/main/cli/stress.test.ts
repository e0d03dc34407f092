import { copyFileSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadStressScenarios } from '../../../src/main/parameters/stress.ts';
import type { StressReport, StressResult } from '../../../src/engine/contract/stress.ts';
import { commandLine, root } from './command-line.ts';

const { folder, crossguard } = commandLine('stress');
const library = join(root, 'resources/stress');

describe('the library', () => {
  test('is read whole, and each scenario moves something', () => {
    const { items, failures } = loadStressScenarios(library);
    expect(failures).toEqual([]);
    expect(items).toHaveLength(readdirSync(library).length);
    for (const { moves, others, volatility, closingCost, id } of items) {
      const moved = moves.size > 0 || others.by === 'move' || volatility !== 1 || closingCost > 0;
      expect(moved, id).toBe(true);
    }
  });

  test('a faulty file is named with its field, and the others are kept', () => {
    const own = mkdtempSync(join(folder, 'library-'));
    copyFileSync(join(library, 'fall-30.json'), join(own, 'fall-30.json'));
    const faulty = {
      id: 'x',
      name: 'X',
      kind: 'hypothetical',
      source: 'a',
      moves: { BTC: -1.5 },
      others: { by: 'none' },
    };
    writeFileSync(join(own, 'x.json'), JSON.stringify(faulty));
    writeFileSync(join(own, 'y.json'), '{');
    const { items, failures } = loadStressScenarios(own);
    expect(items.map(({ id }) => id)).toEqual(['fall-30']);
    expect(failures.map(({ at }) => at)).toEqual(['x.json', 'y.json']);
    expect(failures[0]?.message).toContain('moves.BTC');
  });
});

describe('on the sample book', () => {
  test('every scenario, each venue’s failure, reverse stress and systemic measures', () => {
    const { stdout, status } = crossguard('stress', '--json');
    expect(status).toBe(0);
    const { scenarios, reverse, systemic } = JSON.parse(stdout) as StressReport;
    const venues = new Set(scenarios[0]?.accounts.map(({ venue }) => venue));
    expect(scenarios).toHaveLength(readdirSync(library).length + venues.size);
    const accounts = scenarios[0]?.accounts.length ?? 0;
    expect(reverse.ok ? reverse.value : []).toHaveLength(2 * accounts + 1);
    expect(systemic.ok).toBe(true);
    for (const { change, accounts: each } of scenarios) {
      const sum = each.reduce((all, one) => all + (one.change.ok ? one.change.value : NaN), 0);
      expect(change.amount).toBeCloseTo(sum, 4);
    }
  });

  test('one scenario says where each move comes from', () => {
    const { stdout } = crossguard('stress', '--scenario', '2022-11-08');
    expect(stdout).toContain('Deribit DVOL');
    expect(stdout).toMatch(/SOL +−52.9 % +stated/);
    expect(stdout).toMatch(/HYPE .*no price history/);
  });

  test.each([
    ['BTC=1e300', '--cascade: "BTC=1e300" is no move'],
    ['BTC=-0.4,ETH', '--cascade: "ETH" is no move'],
    ['XYZ=-0.4', 'nothing that is held moves with XYZ; there are SPX, BTC'],
    ['BTC=-0.4,XYZ=0.1', 'nothing that is held moves with XYZ'],
  ])('a cascade from %s is refused', (shock, message) => {
    const { status, stdout, stderr } = crossguard('stress', '--cascade', shock);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });

  test('a cascade states its shock; a scenario that is not there is refused with those that are', () => {
    expect(crossguard('stress', '--cascade', 'BTC=-0.4').stdout).toContain('BTC −40.0 %');
    const refused = crossguard('stress', '--scenario', 'nothing');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('fall-30');
    expect(crossguard('stress', '--cascade', 'BTC=-0.4', '--depth', '0').stderr).toContain(
      '--depth',
    );
  });
});

test('one’s own scenarios are kept by the store and replace those of the library with their id', () => {
  const store = join(folder, 'own.crossguard');
  const file = join(root, 'resources/sample/deribit');
  const sample = readdirSync(file).map((name) => join(file, name));
  expect(crossguard('import', ...sample, '--store', store).status).not.toBe(1);
  const own = [
    {
      id: 'fall-30',
      name: 'My fall',
      kind: 'hypothetical',
      source: 'mine',
      moves: { BTC: -0.5 },
      others: { by: 'none' },
    },
  ];
  writeFileSync(join(folder, 'own.json'), JSON.stringify(own));
  expect(crossguard('scenarios', '--store', store, '--set', 'own.json').status).toBe(0);
  expect(JSON.parse(crossguard('scenarios', '--store', store).stdout)).toEqual(own);
  const { stdout } = crossguard('stress', '--store', store, '--scenario', 'fall-30', '--json');
  const { scenarios } = JSON.parse(stdout) as { readonly scenarios: readonly StressResult[] };
  expect(scenarios[0]).toMatchObject({
    name: 'My fall',
    moves: expect.arrayContaining([expect.objectContaining({ asset: 'BTC', move: -0.5 })]),
  });
  const slip = { ...own[0], moves: { BTC: 1e300 }, volatility: 1e300 };
  writeFileSync(join(folder, 'own.json'), JSON.stringify([slip]));
  const refused = crossguard('scenarios', '--store', store, '--set', 'own.json');
  expect(refused.stderr).toContain('0.moves.BTC');
  expect(refused.stderr).toContain('0.volatility');
  writeFileSync(join(folder, 'own.json'), JSON.stringify([...own, ...own]));
  expect(crossguard('scenarios', '--store', store, '--set', 'own.json').stderr).toContain('twice');
});
