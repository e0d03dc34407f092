import { cellText, type Sheet } from './sheet.ts';

const width = (text: string): number => Array.from(text).length;

/** A sheet as an aligned table for a terminal. */
function table({ title, columns, rows, note }: Sheet): string {
  if (rows.length === 0) return `${title}\n  none\n`;
  const texts = rows.map((row) => row.map(cellText));
  const widths = columns.map((column, i) =>
    Math.max(width(column.title), ...texts.map((row) => width(row[i] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    `  ${cells
      .map((cell, i) => {
        const blank = ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(cell)));
        return columns[i]?.align === 'right' ? blank + cell : cell + blank;
      })
      .join('  ')}`.trimEnd();
  const rule = `  ${widths.map((w) => '─'.repeat(w)).join('  ')}`;
  const body = [line(columns.map(({ title: text }) => text)), rule, ...texts.map(line)];
  return [title, ...body, ...(note === undefined ? [] : [`  ${note}`]), ''].join('\n');
}

/** All sheets as text. */
export const textReport = (title: string, sheets: readonly Sheet[]): string =>
  [title, '', ...sheets.map(table)].join('\n');
