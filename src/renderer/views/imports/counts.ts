import type { FileReport, ImportPreview } from '../../../engine/contract/imports.ts';
import { csvText } from '../../format/delimited.ts';
import { counted, reasonWords } from '../../format/words.ts';

/** `132 rows = 120 kept + 10 unchanged + 2 failed`: always adds up. */
export const rowEquation = ({ rows, kept, unchanged, failures }: FileReport): string =>
  `${counted(rows, 'row')} = ${kept} kept + ${unchanged} unchanged + ${failures.length} failed`;

/** What pressing the button will do, in exact numbers. */
export function commitLabel(previews: readonly ImportPreview[]): string {
  const rows = previews.reduce((sum, { report }) => sum + report.kept, 0);
  const files = previews.length === 1 ? '1 file' : `${previews.length} files`;
  return `Keep ${rows} ${rows === 1 ? 'row' : 'rows'} from ${files}`;
}

/** Every failure of a file with its place, cells made safe for spreadsheets. */
export function failuresCsv({ file, failures, refused }: FileReport): string {
  const all = refused === null ? failures : [refused, ...failures];
  return csvText(
    ['file', 'line', 'field', 'reason', 'message'],
    all.map(({ line, field, reason, message }) => [
      file,
      line,
      field,
      reasonWords[reason],
      message,
    ]),
  );
}
