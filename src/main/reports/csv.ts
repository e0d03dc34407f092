import { withRemarks, type Cell, type Sheet } from './sheet.ts';

const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
/** Characters that make a spreadsheet run a cell, and their full-width forms. */
const active = /^[\s\u00a0]*[=+\-@|%＝＋－＠｜％\t\r\n]/;

/**
 * One cell, quoted, that no spreadsheet will run: text that begins like a formula gets a leading
 * apostrophe; plain numbers stay numbers.
 */
export function csvCell(text: string): string {
  const safe = !number.test(text) && active.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const cellValue = (cell: Cell): string => (typeof cell === 'string' ? cell : String(cell.value));

/** All sheets in one CSV file, each under its title, blank line between; RFC 4180 line ends. */
export function csvReport(title: string, sheets: readonly Sheet[]): string {
  const lines = [csvCell(title), ''];
  for (const sheet of sheets.map(withRemarks)) {
    lines.push(csvCell(sheet.title), sheet.columns.map((one) => csvCell(one.title)).join(','));
    for (const row of sheet.rows) lines.push(row.map((cell) => csvCell(cellValue(cell))).join(','));
    if (sheet.note !== undefined) lines.push(csvCell(sheet.note));
    lines.push('');
  }
  return lines.join('\r\n');
}
