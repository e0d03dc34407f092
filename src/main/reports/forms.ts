import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import { csvReport } from './csv.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import type { Sheet } from './sheet.ts';
import { reportSheets, reportTitle } from './sheets.ts';
import { textReport } from './text.ts';
import { xlsxReport } from './xlsx.ts';

type Written<T> = (snapshot: RiskSnapshot) => T;

const ofTables =
  <T>(form: (title: string, sheets: readonly Sheet[]) => T): Written<T> =>
  (snapshot) =>
    form(reportTitle(snapshot), reportSheets(snapshot, 'full'));

/** The whole snapshot as a file, by the ending that its name has. */
export const reportForms: {
  readonly csv: Written<string>;
  readonly html: Written<string>;
  readonly json: Written<string>;
  readonly txt: Written<string>;
  readonly xlsx: Written<Uint8Array>;
} = {
  csv: ofTables(csvReport),
  html: ofTables(htmlReport),
  json: jsonReport,
  txt: ofTables(textReport),
  xlsx: ofTables(xlsxReport),
};
