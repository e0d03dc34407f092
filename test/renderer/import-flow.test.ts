import { expect, it } from 'vitest';
import {
  largestPart,
  type ImportOptions,
  type SentFile,
} from '../../src/engine/contract/contract.ts';
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

/** Takes every file, previews it as `reports` says, and notes what it was asked. */
function fakeDesk(reports: (name: string, options: ImportOptions) => FileReport) {
  const asked: (readonly [string, unknown])[] = [];
  const names: string[] = [];
  const reported = ({ file, options }: SentFile): FileReport =>
    reports(names[Number(file.slice(1)) - 1] ?? '', options);
  const answers: Readonly<Record<string, (argument: never) => unknown>> = {
    openFile: ({ name }: { name: string }) => `f${names.push(name)}`,
    previewImport: (file: SentFile): ImportPreview => ({
      report: reported(file),
      verdicts: [],
      notShown: 0,
    }),
    commitImports: (files: readonly SentFile[]) => files.map(reported),
  };
  const ask = async (name: string, argument: never): Promise<unknown> => {
    asked.push([name, argument]);
    return answers[name]?.(argument) ?? null;
  };
  return { ask: ask as unknown as Desk['ask'], asked };
}

const base64Of = async (bytes: Blob): Promise<string> => btoa(await bytes.text());
const file = (name: string, text = 'symbol;"size"\nBTC;1\n'): File => new File([text], name);
const asFound = { account: null, format: null, mapping: null };

it('sends what is dropped and reads it, before anything is kept', async () => {
  const { ask, asked } = fakeDesk((name) => report(name));
  const flow = createImportFlow(ask, base64Of);
  await flow.add([file('a.csv')]);
  expect(asked).toEqual([
    ['openFile', { name: 'a.csv', size: 20 }],
    ['sendPart', { file: 'f1', base64: btoa('symbol;"size"\nBTC;1\n') }],
    ['previewImport', { file: 'f1', options: asFound }],
  ]);
  expect(flow.view().drafts[0]).toMatchObject({ columns: ['symbol', 'size'], sent: 20 });
});

it('a large file goes in parts of two mebibytes, in order and with nothing lost', async () => {
  const { ask, asked } = fakeDesk((name) => report(name));
  const text = 'x'.repeat(2 * largestPart) + 'end';
  await createImportFlow(ask, base64Of).add([file('long.csv', text)]);
  const parts = asked.flatMap(([name, part]) =>
    name === 'sendPart' ? [atob((part as { base64: string }).base64)] : [],
  );
  expect(parts.map(({ length }) => length)).toEqual([largestPart, largestPart, 3]);
  expect(parts.join('')).toBe(text);
});

it('a file given up while it is sent is sent no further, and nobody reads it', async () => {
  const { ask, asked } = fakeDesk((name) => report(name));
  const flow = createImportFlow(ask, async (bytes) => {
    await flow.discard(flow.view().drafts.map(({ key }) => key));
    return base64Of(bytes);
  });
  await flow.add([file('long.csv', 'x'.repeat(3 * largestPart)), file('next.csv')]);
  expect(asked.map(([name]) => name)).toEqual(['openFile', 'closeFiles', 'sendPart', 'closeFiles']);
  expect(flow.view().drafts).toEqual([]);
});

it('commits exactly the readable files, and says how many rows before', async () => {
  const refused = { line: 0, field: '', reason: 'malformed', message: 'empty' } as const;
  const { ask, asked } = fakeDesk((name) =>
    name === 'bad.csv' ? report(name, { refused, kept: 0 }) : report(name),
  );
  const flow = createImportFlow(ask, base64Of);
  await flow.add([file('a.csv'), file('bad.csv'), file('b.csv')]);
  const previews = committable(flow.view()).map(({ preview }) => preview);
  expect(commitLabel(previews)).toBe('Keep 4 rows from 2 files');
  await flow.commit();
  expect(asked.at(-1)).toEqual([
    'commitImports',
    [
      { file: 'f1', options: asFound },
      { file: 'f3', options: asFound },
    ],
  ]);
  expect(flow.view().drafts.map(({ name }) => name)).toEqual(['bad.csv']);
  expect(flow.view().kept.map(rowEquation)).toEqual([
    '3 rows = 2 kept + 0 unchanged + 1 failed',
    '3 rows = 2 kept + 0 unchanged + 1 failed',
  ]);
});

it('a commit that was stopped keeps its other files as drafts, and says so', async () => {
  const stopped = { line: 0, field: '', reason: 'not-applicable', message: 'stopped' } as const;
  let isCommitting = false;
  const { ask } = fakeDesk((name) =>
    isCommitting && name === 'b.csv' ? report(name, { refused: stopped, kept: 0 }) : report(name),
  );
  const flow = createImportFlow(ask, base64Of);
  await flow.add([file('a.csv'), file('b.csv')]);
  isCommitting = true;
  await flow.commit();
  expect(flow.view()).toMatchObject({ busy: false, fault: 'stopped' });
  expect(flow.view().kept.map((one) => one.file)).toEqual(['a.csv']);
  expect(committable(flow.view()).map(({ name }) => name)).toEqual(['b.csv']);
});

it('another account reads the same file again', async () => {
  const { ask, asked } = fakeDesk((name, { account }) => report(name, { account }));
  const flow = createImportFlow(ask, base64Of);
  await flow.add([file('a.csv')]);
  const key = flow.view().drafts[0]?.key ?? 0;
  await flow.revise(key, { account: 'desk' });
  expect(asked.map(([name]) => name)).toEqual([
    'openFile',
    'sendPart',
    'previewImport',
    'previewImport',
  ]);
  expect(flow.view().drafts[0]?.preview?.report.account).toBe('desk');
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
