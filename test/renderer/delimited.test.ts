import * as fc from 'fast-check';
import * as Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvText, spreadsheetSafe, tsvText } from '../../src/renderer/format/delimited.ts';
import { failuresCsv } from '../../src/renderer/views/imports/counts.ts';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx'])(
  'a text that a spreadsheet would run is made a text: %j',
  (text) => {
    expect(spreadsheetSafe(text)).toBe(`'${text}`);
  },
);

it('numbers are left as machines write them', () => {
  expect(csvText(['a'], [[-1234.5], [null]])).toBe('a\r\n-1234.5\r\n\r\n');
});

it('what is written is read back by another reader, apart from the guard', () => {
  const cell = fc.string({ minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const text = csvText(['a', 'b'], rows);
      const read = Papa.parse<string[]>(text, { delimiter: ',', newline: '\r\n' }).data.slice(
        1,
        -1,
      );
      expect(read).toEqual(rows.map((row) => row.map(spreadsheetSafe)));
    }),
  );
});

it('the clipboard table has one line per row whatever the cells hold', () => {
  expect(tsvText(['a', 'b'], [['x\ty\nz', 1.5]])).toBe('a\tb\nx y z\t1.5\n');
});

it('the failures of a file name line, field and reason, and run no formula', () => {
  const failure = { line: 7, field: 'size', reason: 'malformed', message: '=cmd()' } as const;
  const refused = { ...failure, line: 0, message: 'empty file' };
  const report = {
    file: 'a.csv',
    sha256: '',
    format: null,
    formatTitle: null,
    venue: null,
    account: null,
    rows: 1,
    kept: 0,
    unchanged: 0,
    failures: [failure],
    refused,
    notes: [],
  };
  expect(failuresCsv(report)).toBe(
    'file,line,field,reason,message\r\n' +
      'a.csv,0,size,unreadable,empty file\r\n' +
      "a.csv,7,size,unreadable,'=cmd()\r\n",
  );
});
