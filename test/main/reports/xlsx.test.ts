import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { left, right, type Sheet } from '../../../src/main/reports/sheet.ts';
import { xlsxReport } from '../../../src/main/reports/xlsx.ts';

const sheet: Sheet = {
  title: 'Margin accounts, USD: what each of the venues demands',
  columns: [left('Account'), right('Ratio')],
  rows: [
    ['=HYPERLINK("https://evil.example")', { value: 0.87, text: '87.0 %' }],
    ['a < b & "c" \u0007', { value: -1234.5678901234, text: '−1,235' }],
  ],
  note: '+not a formula',
};

type Texts = { readonly is?: { readonly t: { readonly '#text': string } } };
type CellXml = Texts & {
  readonly '@_r': string;
  readonly '@_t'?: string;
  readonly v?: string;
  readonly f?: string;
};

/** The parts of a workbook by their path. */
function parts(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));
}

function cells(text: string): ReadonlyMap<string, CellXml> {
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    alwaysCreateTextNode: true,
    trimValues: false,
    isArray: (name) => name === 'row' || name === 'c',
  });
  const rows = parser.parse(text).worksheet.sheetData.row as readonly { c: readonly CellXml[] }[];
  return new Map(rows.flatMap((row) => row.c.map((cell) => [cell['@_r'], cell])));
}

const workbook = xlsxReport('Report as of today', [sheet, sheet]);

test('text is text whatever it begins with, and holds no character that XML cannot', () => {
  const found = cells(parts(workbook).get('xl/worksheets/sheet2.xml') ?? '');
  expect(found.get('A2')).toMatchObject({
    '@_t': 'inlineStr',
    is: { t: { '#text': '=HYPERLINK("https://evil.example")' } },
  });
  expect(found.get('A3')?.is?.t['#text']).toBe('a < b & "c" \ufffd');
  expect(found.get('A5')?.is?.t['#text']).toBe('+not a formula');
  for (const text of parts(workbook).values()) expect(text).not.toContain('<f>');
});

test('numbers keep every digit', () => {
  const found = cells(parts(workbook).get('xl/worksheets/sheet2.xml') ?? '');
  expect(found.get('B2')).toMatchObject({ v: { '#text': '0.87' } });
  expect(found.get('B3')).toMatchObject({ v: { '#text': '-1234.5678901234' } });
});

test('worksheets have names that a spreadsheet takes, each once', () => {
  const text = parts(workbook).get('xl/workbook.xml') ?? '';
  const names = [...text.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name ?? '');
  expect(names).toHaveLength(3);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\']{1,31}$/);
});

test('every worksheet that the workbook names is there', () => {
  const files = parts(workbook);
  const relations = files.get('xl/_rels/workbook.xml.rels') ?? '';
  const targets = [...relations.matchAll(/Target="([^"]*)"/g)].map(([, target]) => `xl/${target}`);
  expect(targets.filter((target) => !files.has(target))).toEqual([]);
  const types = files.get('[Content_Types].xml') ?? '';
  for (const target of targets) expect(types).toContain(`PartName="/${target}"`);
});

test('same sheets, same bytes', () => {
  expect(xlsxReport('Report as of today', [sheet, sheet])).toEqual(workbook);
});

test('what a cell says beyond its number stands in a last column', () => {
  const remarked: Sheet = {
    title: 'Totals',
    columns: [right('Equity')],
    rows: [[{ value: 5, text: '5 lacks 2', remark: 'incomplete, lacks 2' }]],
  };
  const found = cells(
    parts(xlsxReport('Report', [remarked])).get('xl/worksheets/sheet2.xml') ?? '',
  );
  expect(found.get('B1')?.is?.t['#text']).toBe('Remarks');
  expect(found.get('A2')).toMatchObject({ v: { '#text': '5' } });
  expect(found.get('B2')?.is?.t['#text']).toBe('Equity: incomplete, lacks 2');
});
