import { expect, it } from 'vitest';
import type { DroppedFile } from '../../src/engine/contract/contract.ts';
import type { FileReport, ImportPreview } from '../../src/engine/contract/imports.ts';
import { GENERIC_FIELDS } from '../../src/main/imports/generic/fields.ts';
import type { Desk } from '../../src/renderer/state/desk.ts';
import { committable, createImportFlow } from '../../src/renderer/state/import-flow.ts';
import { commitLabel, rowEquation } from '../../src/renderer/views/imports/counts.ts';
import {
  applicable,
  guessedColumns,
  mappingGroups,
  missingFields,
} from '../../src/renderer/views/imports/mapping-fields.ts';

const report = (file: string, part: Partial<FileReport> = {}): FileReport => ({
  file,
  sha256: file,
  format: 'generic-csv',
  formatTitle: 'Generic CSV',
  venue: null,
  account: null,
  rows: 3,
  kept: 2,
  unchanged: 0,
  failures: [{ line: 2, field: 'x', reason: 'malformed', message: 'was "?"' }],
  refused: null,
  notes: [],
  ...part,
});

/** Previews every file as `report` says and notes what it was asked. */
function fakeDesk(reports: (file: DroppedFile) => FileReport) {
  const asked: (readonly [string, unknown])[] = [];
  let tokens = 0;
  const ask = (name: string, argument: never): Promise<unknown> => {
    asked.push([name, argument]);
    if (name !== 'previewImport')
      return Promise.resolve(name === 'commitImports' ? [report('a.csv')] : null);
    const token = `t${(tokens += 1)}`;
    const preview: ImportPreview = { token, report: reports(argument), verdicts: [], notShown: 0 };
    return Promise.resolve(preview);
  };
  return { ask: ask as unknown as Desk['ask'], asked };
}

const base64Of = async (file: File): Promise<string> => btoa(await file.text());
const file = (name: string, text = 'symbol;"size"\nBTC;1\n'): File => new File([text], name);

it('reads what is dropped, bytes and columns, before anything is kept', async () => {
  const { ask, asked } = fakeDesk(({ name }) => report(name));
  const flow = createImportFlow(ask, base64Of);
  await flow.add([file('a.csv')]);
  expect(asked).toEqual([
    [
      'previewImport',
      {
        name: 'a.csv',
        base64: btoa('symbol;"size"\nBTC;1\n'),
        options: { account: null, format: null, mapping: null },
      },
    ],
  ]);
  expect(flow.view().drafts[0]?.columns).toEqual(['symbol', 'size']);
});

it('commits exactly the readable files, and says how many rows before', async () => {
  const refused = { line: 0, field: '', reason: 'malformed', message: 'empty' } as const;
  const { ask, asked } = fakeDesk(({ name }) =>
    name === 'bad.csv' ? report(name, { refused, kept: 0 }) : report(name),
  );
  const flow = createImportFlow(ask, base64Of);
  await flow.add([file('a.csv'), file('bad.csv'), file('b.csv')]);
  expect(commitLabel(committable(flow.view()))).toBe('Keep 4 rows from 2 files');
  await flow.commit();
  expect(asked.at(-1)).toEqual(['commitImports', ['t1', 't3']]);
  expect(flow.view().drafts.map(({ name }) => name)).toEqual(['bad.csv']);
  expect(flow.view().kept.map(rowEquation)).toEqual(['3 rows = 2 kept + 0 unchanged + 1 failed']);
});

it('another account reads the file again and forgets the old preview', async () => {
  const { ask, asked } = fakeDesk(({ name, options }) =>
    report(name, { account: options.account }),
  );
  const flow = createImportFlow(ask, base64Of);
  await flow.add([file('a.csv')]);
  const key = flow.view().drafts[0]?.key ?? 0;
  await flow.revise(key, { account: 'desk' });
  expect(asked.map(([name]) => name)).toEqual(['previewImport', 'discardImports', 'previewImport']);
  expect(flow.view().drafts[0]?.preview?.report.account).toBe('desk');
});

it('a file too large for a message is refused with a way out, and not read', async () => {
  const { ask, asked } = fakeDesk(({ name }) => report(name));
  const flow = createImportFlow(ask, base64Of);
  const huge = file('huge.csv');
  Object.defineProperty(huge, 'size', { value: 300 * 1024 * 1024 });
  await flow.add([huge]);
  expect(asked).toEqual([]);
  expect(flow.view().drafts[0]?.fault).toContain('crossguard import');
});

it('a lost link leaves the draft in place and says so', async () => {
  const ask = (() => Promise.reject(new Error('no connection'))) as unknown as Desk['ask'];
  const flow = createImportFlow(ask, base64Of);
  await flow.add([file('a.csv')]);
  expect(flow.view().drafts[0]).toMatchObject({ preview: null, fault: 'no connection' });
});

it('a mapping asks for a position or a balance, whichever was begun', () => {
  expect(missingFields({})).toEqual(['market', 'symbol', 'quantity']);
  expect(missingFields({ symbol: 'Ticker', market: '=' })).toEqual(['market', 'quantity']);
  expect(missingFields({ asset: 'Coin' })).toEqual(['balance']);
  expect(missingFields({ symbol: 'a', quantity: 'b', market: '=DERIBIT' })).toEqual([]);
});

it('columns named like a field are taken for it', () => {
  expect(guessedColumns(['Symbol', 'entry price', 'Lots'])).toEqual({
    symbol: 'Symbol',
    entry_price: 'entry price',
  });
});

it('every field that can be mapped is one that the importer knows', () => {
  const offered = mappingGroups.flatMap(({ fields }) => fields.map(({ field }) => field));
  expect(offered.toSorted()).toEqual([...GENERIC_FIELDS].toSorted());
});

it('a saved mapping gives what this file can take', () => {
  const saved = { symbol: 'Ticker', quantity: 'Lots', market: '=DERIBIT', decimal: ',' };
  expect(applicable(saved, ['Ticker', 'Size'])).toEqual({
    symbol: 'Ticker',
    market: '=DERIBIT',
    decimal: ',',
  });
});
