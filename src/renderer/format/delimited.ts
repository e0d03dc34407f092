export type Cell = string | number | null;

/** A text that a spreadsheet would run as a formula is made a text by a leading apostrophe. */
export function spreadsheetSafe(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = spreadsheetSafe(cell);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function tsvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return spreadsheetSafe(cell.replaceAll(/[\t\r\n]+/g, ' '));
}

/** RFC 4180 with a header row and CRLF; numbers with a point and no grouping. */
export function csvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** Rows as a spreadsheet takes them from the clipboard; unknown is an empty cell. */
export function tsvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(tsvCell).join('\t')}\n`).join('');
}
