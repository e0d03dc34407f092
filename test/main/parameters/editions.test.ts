import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadEditions } from '../../../src/main/parameters/editions.ts';

const shipped = fileURLToPath(new URL('../../../resources/margin', import.meta.url));
const original = JSON.parse(
  readFileSync(path.join(shipped, 'binance/2024-10-01-usd-m.json'), 'utf8'),
) as Record<string, unknown>;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'editions-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes an edition whose numbers are the shipped ones with one place changed. */
function written(
  place: readonly (string | number)[],
  value: unknown,
  name = '2024-10-01.json',
): void {
  const content = structuredClone(original);
  let at: Record<string | number, unknown> = content;
  for (const key of place.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[place.at(-1) ?? ''] = value;
  mkdirSync(path.join(folder, 'binance'), { recursive: true });
  writeFileSync(path.join(folder, 'binance', name), JSON.stringify(content));
}

test('every edition that comes with the product is read', () => {
  const { items, failures } = loadEditions(shipped);
  expect(failures).toEqual([]);
  expect(new Set(items.map(({ venue }) => venue))).toEqual(
    new Set(['BINANCE', 'BITMEX', 'BYBIT', 'DERIBIT', 'HYPERLIQUID', 'KRAKEN', 'OKX']),
  );
  expect(items.every(({ source }) => source.length > 20)).toBe(true);
});

describe('a broken edition is left out, its file and field named', () => {
  const tier = ['numbers', 'tables', 0, 'tiers', 2] as const;
  test.each([
    [
      'deduction',
      [...tier, 'deduction'],
      951,
      'numbers.tables[0].tiers[2].deduction: was 951, the rates give 950',
    ],
    [
      'limit',
      [...tier, 'upTo'],
      5,
      'numbers.tables[0].tiers[2].upTo: was 5, not above the tier before',
    ],
    ['rate', [...tier, 'maintenanceRate'], 0.001, 'numbers.tables[0].tiers[2].maintenanceRate'],
    ['missing source', ['source'], undefined, 'source: '],
    ['unknown field', ['sauce'], 'x', 'sauce'],
    ['model', ['model'], 'span', 'model: '],
    ['first day', ['from'], '2024-13-01', 'from: '],
    ['another venue', ['venue'], 'OKX', 'venue: was OKX in the folder binance'],
    [
      'another day',
      ['from'],
      '2024-10-02',
      "from: was 2024-10-02, which the file's name does not begin with",
    ],
  ])('%s', (_, place, value, message) => {
    written(place, value);
    const { items, failures } = loadEditions(folder);
    expect(items).toEqual([]);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ reason: 'malformed', at: 'binance/2024-10-01.json' });
    expect(failures[0]?.message).toContain(message);
  });

  test('text that is no JSON', () => {
    mkdirSync(path.join(folder, 'okx'));
    writeFileSync(path.join(folder, 'okx/2026-01-01.json'), '{');
    expect(loadEditions(folder).failures[0]).toMatchObject({ at: 'okx/2026-01-01.json' });
  });

  test('the others are kept', () => {
    cpSync(shipped, folder, { recursive: true });
    written(['standing'], 'rumour');
    const { items, failures } = loadEditions(folder);
    expect(failures).toHaveLength(1);
    expect(items.length).toBe(loadEditions(shipped).items.length);
  });
});

test('a folder that does not exist is a failure, not silence', () => {
  expect(loadEditions(path.join(folder, 'none')).failures).toHaveLength(1);
});

describe('haircuts by tier', () => {
  const collateral = (haircut: object): string => {
    const edition = {
      ...original,
      model: 'collateral',
      numbers: { haircuts: [{ asset: 'BTC', ...haircut }] },
    };
    mkdirSync(path.join(folder, 'binance'), { recursive: true });
    writeFileSync(path.join(folder, 'binance', '2024-10-01.json'), JSON.stringify(edition));
    return loadEditions(folder)
      .failures.map(({ message }) => message)
      .join('; ');
  };
  const tier = (upTo: number | null, haircut = 0.1): object => ({ upTo, haircut });

  test('rise and end without an edge', () => {
    expect(collateral({ tiers: [tier(10), tier(50), tier(null, 1)] })).toBe('');
  });

  test.each([
    [
      'overlap',
      { tiers: [tier(10), tier(5), tier(null)] },
      'tiers[1].upTo: was 5, not above the tier before (10)',
    ],
    ['no end', { tiers: [tier(10), tier(50)] }, 'tiers[1].upTo: the last tier has no end'],
    [
      'an end too early',
      { tiers: [tier(null), tier(50)] },
      'tiers[0].upTo: a tier without end comes last',
    ],
    ['a negative haircut', { tiers: [tier(null, -0.1)] }, 'tiers[0].haircut'],
    ['none', { tiers: [] }, 'tiers'],
    ['both ways', { haircut: 0.1, tiers: [tier(null)] }, 'either a haircut or tiers'],
    ['neither', {}, 'either a haircut or tiers'],
  ])('%s is refused by field', (_, haircut, message) => {
    expect(collateral(haircut)).toContain(message);
  });
});
