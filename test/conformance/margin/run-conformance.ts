/**
 * `npm run --silent conformance [-- --json]`: every published figure of a margin model beside ours, as a table
 * or as one JSON line per row. With --write the table that comes with the program is written too.
 * Exit code 1 when a row breaks its tolerance or no row was compared.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { conformanceFile, conformanceText } from '../../../src/main/conformance/table.ts';
import { groupsOf } from './groups.ts';
import { differenceOf, isBroken, type ConformanceRow } from './row.ts';
import { conformanceRows } from './rows.ts';

const figure = (x: number): string => String(Number(x.toPrecision(12)));

const heads = ['model', 'vector', 'published', 'ours', 'difference', 'tolerance', '', 'source'];

function cellsOf(row: ConformanceRow): readonly string[] {
  const verdict =
    row.standing === 'unreproducible' ? 'not reproducible' : isBroken(row) ? 'BROKEN' : 'holds';
  return [
    row.model,
    row.vector,
    figure(row.published),
    figure(row.ours),
    differenceOf(row).toExponential(1),
    row.tolerance.toExponential(1),
    verdict,
    row.source,
  ];
}

function table(rows: readonly ConformanceRow[]): string {
  const lines = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, c) => Math.max(...lines.map((cells) => cells[c]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, c) => cell.padEnd(widths[c] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const rows = await conformanceRows();
const broken = rows.filter(isBroken);
process.stdout.write(
  process.argv.includes('--json')
    ? rows.map((row) => `${JSON.stringify({ ...row, broken: isBroken(row) })}\n`).join('')
    : `${table(rows)}\n\n${rows.length} rows, ${broken.length} broken\n`,
);
if (process.argv.includes('--write')) {
  const resources = fileURLToPath(new URL('../../../resources', import.meta.url));
  const about =
    'written by npm run conformance -- --write; the tests compare it with every row anew';
  writeFileSync(conformanceFile(resources), conformanceText(groupsOf(rows), about));
}
process.exitCode = rows.length === 0 || broken.length > 0 ? 1 : 0;
