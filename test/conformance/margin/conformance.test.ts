import { describe, expect, test } from 'vitest';
import { isBroken, type ConformanceRow } from './row.ts';
import { conformanceRows } from './rows.ts';

describe('published margin figures', async () => {
  const rows = await conformanceRows();
  test('every figure is within its tolerance', () => {
    expect(rows.filter(isBroken)).toEqual([]);
  });

  test('every row states its source and has a name of its own', () => {
    expect(rows.filter(({ source }) => source.length < 10)).toEqual([]);
    const names = rows.map(({ model, vector }) => `${model} ${vector}`);
    expect(names.length).toBe(new Set(names).size);
  });
});

test('a row off by more than its tolerance, or without a number, is broken', () => {
  const row: ConformanceRow = {
    model: 'any',
    vector: 'V-1 initial',
    published: 100,
    ours: 100.5,
    tolerance: 0.5,
    source: 'made up for this test',
    standing: 'exact',
  };
  expect(isBroken(row)).toBe(false);
  expect(isBroken({ ...row, ours: 100.6 })).toBe(true);
  expect(isBroken({ ...row, ours: Number.NaN })).toBe(true);
  expect(isBroken({ ...row, ours: 200, standing: 'unreproducible' })).toBe(false);
});
