import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvCell, csvReport } from '../../../src/main/reports/csv.ts';
import { left, right, type Sheet } from '../../../src/main/reports/sheet.ts';

describe('a cell that a spreadsheet would run gets an apostrophe', () => {
  test.each([
    '=1+1',
    '+A1',
    '-A1',
    '@SUM(A1)',
    '|cmd',
    '%0a',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '＠x',
    '－A1',
  ])('%j', (text) => {
    expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
  });

  test.each(['-123.45', '-1e-7', '0', '1.5', 'BTC-PERPETUAL', 'a=b'])(
    '%j stays as it is',
    (text) => {
      expect(csvCell(text)).toBe(text);
    },
  );
});

test('what was written is read back, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 4 }), (texts) => {
      const line = texts.map(csvCell).join(',');
      const [cells] = Papa.parse<string[]>(line, { delimiter: ',', newline: '\r\n' }).data;
      expect(cells?.map((cell, i) => (cell === `'${texts[i]}` ? texts[i] : cell))).toEqual(texts);
    }),
  );
});

test('sheets follow one another with title, header and rows; numbers keep every digit', () => {
  const sheet: Sheet = {
    title: 'One',
    columns: [left('Name'), right('Value')],
    rows: [['=evil', { value: -0.1234567890123, text: '−0.1' }]],
  };
  expect(csvReport('Report', [sheet])).toBe(
    ['Report', '', 'One', 'Name,Value', `"'=evil",-0.1234567890123`, ''].join('\r\n'),
  );
});

test('what a cell says beyond its number stands in a last column, by the name of its column', () => {
  const sheet: Sheet = {
    title: 'One',
    columns: [left('Name'), right('Equity'), right('Margin')],
    rows: [
      [
        'a',
        { value: 5, text: '5 lacks 2', remark: 'incomplete, lacks 2' },
        { value: 1, text: '1' },
      ],
      ['b', { value: 6, text: '6' }, { value: 2, text: '2 x', remark: '=x' }],
      ['c', { value: 7, text: '7' }, 'not known'],
    ],
  };
  expect(csvReport('Report', [sheet]).split('\r\n').slice(3, 7)).toEqual([
    'Name,Equity,Margin,Remarks',
    'a,5,1,"Equity: incomplete, lacks 2"',
    'b,6,2,Margin: =x',
    'c,7,not known,',
  ]);
});
