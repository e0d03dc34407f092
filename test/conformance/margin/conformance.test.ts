import { describe, expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { verdictOf } from '../../../src/engine/contract/conformance.ts';
import { conformanceTable } from '../../../src/main/conformance/table.ts';
import { groupsOf } from './groups.ts';
import { isBroken, type ConformanceRow } from './row.ts';
import { conformanceRows } from './rows.ts';

const resources = fileURLToPath(new URL('../../../resources', import.meta.url));

describe('published margin figures', async () => {
  const rows = await conformanceRows();
  test('every figure is within its tolerance', () => {
    expect(rows.filter(isBroken)).toEqual([]);
  });

  test('the table that comes with the program is that of these rows', () => {
    const shipped = conformanceTable(resources);
    const now = groupsOf(rows);
    expect(shipped.map(({ model, source }) => [model, source])).toEqual(
      now.map(({ model, source }) => [model, source]),
    );
    const figures = shipped.flatMap((group) => group.figures);
    const close = (x: number) =>
      expect.closeTo(x, 9 - Math.ceil(Math.log10(Math.abs(x) + 1))) as number;
    expect(figures).toEqual(
      now
        .flatMap((group) => group.figures)
        .map((one) => ({
          ...one,
          published: close(one.published),
          ours: close(one.ours),
          tolerance: expect.any(Number) as number,
        })),
    );
    expect(figures.map(verdictOf)).not.toContain('broken');
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
