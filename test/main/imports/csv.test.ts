import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CELL_LIMIT, COLUMN_LIMIT, csvRows, type CsvRow } from '../../../src/main/imports/csv.ts';

async function* pieces(text: string, size: number): AsyncIterable<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function rowsOf(text: string, size = 7, delimiter = ','): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of csvRows(pieces(text, size), { delimiter })) rows.push(row);
  return rows;
}

const plain = (rows: readonly CsvRow[]) =>
  rows.map((row) => (row.fault === null ? [row.line, ...row.cells] : [row.line, row.fault.reason]));

describe('csvRows', () => {
  it.each([
    ['a,b\n1,2\n', [[1, 'a', 'b'], [2, '1', '2']]],
    ['a,b\r\n1,2', [[1, 'a', 'b'], [2, '1', '2']]],
    ['a,b\r1,2\r', [[1, 'a', 'b'], [2, '1', '2']]],
    ['\uFEFFa,\uFEFFb\n\uFEFF1,2', [[1, 'a', 'b'], [2, '1', '2']]],
    ['a\n\n\nb\n  \nc', [[1, 'a'], [4, 'b'], [6, 'c']]],
    ['"a,""x""",b', [[1, 'a,"x"', 'b']]],
    ['"a\r\nb",c\r\nd,e', [[1, 'a\nb', 'c'], [3, 'd', 'e']]],
    ['"a\n\nb"\nc', [[1, 'a\n\nb'], [4, 'c']]],
    ['""\na', [[1, ''], [2, 'a']]],
    [',\n', [[1, '', '']]],
    // A quote doubled wrongly, as BitMEX writes it: one cell, nothing lost.
    ['"x",""3Qsy,"Completed"', [[1, 'x', '3Qsy', 'Completed']]],
    ['=1+1,@x,-5', [[1, '=1+1', '@x', '-5']]],
    ['__proto__,constructor\n1,2', [[1, '__proto__', 'constructor'], [2, '1', '2']]],
  ])('cuts %j', async (text, expected) => {
    for (const size of [1, 2, 3, 5, 1000]) expect(plain(await rowsOf(text, size))).toEqual(expected);
  }); // prettier-ignore

  it('charges an unclosed quote to its own line only', async () => {
    const text = 'a,b\n1,"open\n2,x\n3,y\n';
    for (const size of [1, 4, 1000]) {
      expect(plain(await rowsOf(text, size))).toEqual([
        [1, 'a', 'b'],
        [2, 'malformed'],
        [3, '2', 'x'],
        [4, '3', 'y'],
      ]);
    }
  });

  it('charges an unclosed quote to its own line also where lines end in CRLF', async () => {
    expect(plain(await rowsOf('1,"open\r\n2,x\r\n3,y'))).toEqual([
      [1, 'malformed'],
      [2, '2', 'x'],
      [3, '3', 'y'],
    ]);
  });

  it('leaves out a row with too long a cell and goes on', async () => {
    const long = 'x'.repeat(CELL_LIMIT + 1);
    const quoted = `"${long}"`;
    expect(plain(await rowsOf(`a\n${long},1\nb\n${quoted},2\nc\n`, 5000))).toEqual([
      [1, 'a'],
      [2, 'malformed'],
      [3, 'b'],
      [4, 'malformed'],
      [5, 'c'],
    ]);
  });

  it('keeps a cell of just the longest length', async () => {
    const long = 'x'.repeat(CELL_LIMIT);
    const rows = await rowsOf(`${long},1\n"${long}",2`, 5000);
    expect(rows.map((row) => row.cells.map((cell) => cell.length))).toEqual([
      [CELL_LIMIT, 1],
      [CELL_LIMIT, 1],
    ]);
  });

  it('leaves out a row with too many cells and goes on', async () => {
    const wide = ','.repeat(COLUMN_LIMIT + 1);
    expect(plain(await rowsOf(`a\n${wide}\nb`, 999))).toEqual([
      [1, 'a'],
      [2, 'malformed'],
      [3, 'b'],
    ]);
  });

  it('bounds its work on a file of unclosed quotes', async () => {
    const hostile = '"\n"""'.repeat(200_000);
    const rows = await rowsOf(hostile, 65_536);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('cuts well-formed text as PapaParse does', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'b', ',', '"', ';', ' ', '\n', '0'),
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 20 }),
        async (table, newline, size) => {
          const text = Papa.unparse(table, { newline, quotes: true });
          const rows = await rowsOf(text, size);
          expect(rows.map((row) => row.cells)).toEqual(
            Papa.parse(text, { newline, delimiter: ',' }).data,
          );
          expect(rows.map((row) => row.cells)).toEqual(table);
        },
      ),
    );
  });

  it('gives every record the line on which PapaParse’s text puts it', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '\n'), maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        async (table) => {
          const text = Papa.unparse(table, { newline: '\n', quotes: true });
          const lines: number[] = [];
          let line = 1;
          for (const row of table) {
            lines.push(line);
            line += 1 + row.join('').split('\n').length - 1;
          }
          expect((await rowsOf(text)).map((row) => row.line)).toEqual(lines);
        },
      ),
    );
  });

  it('never throws, and cuts the same whatever the pieces', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\n', '\r', '\uFEFF', ' '),
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (any, size) => {
        expect(await rowsOf(any, size)).toEqual(await rowsOf(any, 1000));
      }),
      { numRuns: 1000 },
    );
  });
});
