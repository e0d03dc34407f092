import { strToU8, zipSync, type Zippable } from 'fflate';
import { withRemarks, type Cell, type Sheet } from './sheet.ts';

/* Office Open XML (ECMA-376), as little of it as spreadsheets ask for. */

const NAMESPACE = 'http://schemas.openxmlformats.org';
const MAIN = `${NAMESPACE}/spreadsheetml/2006/main`;
const RELATIONS = `${NAMESPACE}/officeDocument/2006/relationships`;
const PACKAGE = `${NAMESPACE}/package/2006`;
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell formats by their place in `styles.xml`. */
const PLAIN = 0;
const BOLD = 1;
const GROUPED = 2;
const PERCENT = 3;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Characters that XML 1.0 cannot hold become the replacement character. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text.replaceAll(illegal, '\ufffd').replaceAll(/[&<>"]/g, (c) => escapes[c] ?? c);

/** `A`, `Z`, `AA`. @param index from 0 */
function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  const letter = String.fromCodePoint(65 + (index % 26));
  return rest === 0 ? letter : columnName(rest - 1) + letter;
}

/** A cell that is text is never run as a formula, whatever it begins with. */
function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function cellXml(place: string, cell: Cell): string {
  if (typeof cell === 'string') return cell === '' ? '' : textCell(place, cell, PLAIN);
  const style = cell.text.endsWith('%') ? PERCENT : Number.isInteger(cell.value) ? PLAIN : GROUPED;
  return `<c r="${place}" s="${style}"><v>${cell.value}</v></c>`;
}

const rowXml = (row: number, cells: readonly string[]): string =>
  `<row r="${row}">${cells.join('')}</row>`;

/** A table with its header frozen, and its note under it. */
function worksheet({ columns, rows, note }: Sheet): string {
  const head = columns.map(({ title }, i) => textCell(`${columnName(i)}1`, title, BOLD));
  const body = rows.map((row, r) =>
    rowXml(
      r + 2,
      row.map((cell, c) => cellXml(`${columnName(c)}${r + 2}`, cell)),
    ),
  );
  const below = rows.length + 3;
  const foot = note === undefined ? '' : rowXml(below, [textCell(`A${below}`, note, PLAIN)]);
  const widths = columns.map(({ align }, i) => {
    const width = align === 'right' ? 16 : 34;
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`;
  });
  return xml(
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${rowXml(1, head)}${body.join('')}${foot}</sheetData></worksheet>`,
  );
}

const xml = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;

/** Names of worksheets: at most 31 characters, none of those that a reference uses, each once. */
function sheetNames(sheets: readonly Sheet[]): readonly string[] {
  const taken = new Set<string>();
  return sheets.map(({ title }) => {
    const plain = title.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 31);
    let name = plain;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain.slice(0, 28)} ${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

const styles = xml(
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts><fonts count="2"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
);

/** Where a worksheet stands in the package. @param n from 1 */
const part = (n: number): string => `xl/worksheets/sheet${n}.xml`;

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;

/** The title line as a sheet of its own, before the tables. */
const cover = (title: string, sheets: readonly Sheet[]): Sheet => ({
  title: 'Report',
  columns: [{ title, align: 'left' }],
  rows: sheets.map((sheet) => [sheet.title]),
});

/**
 * All sheets as one workbook, each on a worksheet of its own; numbers stay numbers. Same sheets,
 * same bytes.
 */
export function xlsxReport(title: string, tables: readonly Sheet[]): Uint8Array {
  const sheets = [cover(title, tables), ...tables.map(withRemarks)];
  const names = sheetNames(sheets);
  const numbers = sheets.map((_, i) => i + 1);
  const texts: Record<string, string> = {
    '[Content_Types].xml': xml(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${numbers.map((n) => `<Override PartName="/${part(n)}" ContentType="${TYPES}.worksheet+xml"/>`).join('')}</Types>`,
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)).join('')}${relation('rIdStyles', 'styles', 'styles.xml')}</Relationships>`,
    ),
    'xl/styles.xml': styles,
  };
  for (const [i, sheet] of sheets.entries()) texts[part(i + 1)] = worksheet(sheet);
  const files: Zippable = {};
  for (const [name, text] of Object.entries(texts)) files[name] = strToU8(text);
  return zipSync(files, { mtime: EPOCH });
}

/** The first time that the ZIP format can tell: a file's bytes do not depend on when it was written. */
const EPOCH = '1980-01-01T12:00:00';
