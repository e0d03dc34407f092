import { cellText, type Sheet } from './sheet.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (c) => escapes[c] ?? c);

const style = `
  body { font: 12px/1.45 "IBM Plex Sans", system-ui, sans-serif; color: #14181d; margin: 24px; }
  h1 { font-size: 18px; } h2 { font-size: 14px; margin: 20px 0 4px; }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  th, td { border-bottom: 1px solid #c9d0d8; padding: 2px 8px; text-align: left; white-space: pre-wrap; }
  th.right, td.right { text-align: right; }
  td.right { white-space: nowrap; }
  @page { size: A4 landscape; margin: 12mm; }
  p { color: #47525e; margin: 4px 0; }
  @media print { body { margin: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;

function table({ title, columns, rows, note }: Sheet): string {
  const head = columns
    .map((one) => `<th scope="col" class="${one.align}">${escaped(one.title)}</th>`)
    .join('');
  const body = rows
    .map((row) => {
      const cells = row.map(
        (cell, i) => `<td class="${columns[i]?.align ?? 'left'}">${escaped(cellText(cell))}</td>`,
      );
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('\n');
  const content =
    rows.length === 0
      ? '<p>None.</p>'
      : `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
  return `<h2>${escaped(title)}</h2>\n${content}${note === undefined ? '' : `\n<p>${escaped(note)}</p>`}`;
}

/** A self-contained page without scripts, fit for print. */
export const htmlReport = (title: string, sheets: readonly Sheet[]): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>
<body>
<h1>${escaped(title)}</h1>
${sheets.map(table).join('\n')}
</body>
</html>
`;
