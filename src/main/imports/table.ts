import { fail, failure, ok, type Failure, type Outcome } from '../../engine/values/outcome.ts';
import { csvRows, type CsvRow } from './csv.ts';
import { hasColumns } from './heads.ts';

/** A data row by column name. `cells` has no prototype: any text may be a column. */
export type TableRow = {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly fault: Failure | null;
};

/** A delimited file with a header. `rows` may be iterated once. */
export type Table = {
  /** As in the file, trimmed. */
  readonly header: readonly string[];
  /** The same in our spelling. */
  readonly columns: readonly string[];
  /** Rows above the header. */
  readonly preamble: readonly CsvRow[];
  readonly rows: AsyncIterable<TableRow>;
};

export type TableShape = {
  readonly delimiter: string;
  /** The header is the first row that has all of these, as `columnsIn` spells them. */
  readonly columns: readonly string[];
  /** Older spellings of the header to ours. */
  readonly columnsIn: (header: readonly string[]) => readonly string[];
  /** The column that a row must at least reach; null: the last. */
  readonly lastNeeded: string | null;
};

/** The header stands within this many rows from the top. */
const HEADER_ROWS = 20;

const repeated = (columns: readonly string[]): string | undefined =>
  columns.find((column, i) => column !== '' && columns.indexOf(column) < i);

function tableRow(row: CsvRow, columns: readonly string[], fewest: number): TableRow {
  const cells: Record<string, string> = Object.create(null);
  if (row.fault !== null) return { line: row.line, cells, fault: row.fault };
  const extra = row.cells.slice(columns.length).filter((cell) => cell.trim() !== '');
  const given = row.cells.length;
  if (given < fewest || extra.length > 0) {
    const message = `the row has ${given} cells where the header has ${columns.length}`;
    return { line: row.line, cells, fault: failure('malformed', message) };
  }
  for (const [i, column] of columns.entries()) {
    const cell = row.cells[i];
    if (cell !== undefined && column !== '') cells[column] = cell;
  }
  return { line: row.line, cells, fault: null };
}

/** Our spelling of the columns that the shape names, whatever their letter case in the file. */
function spelled(cells: readonly string[], shape: TableShape): readonly string[] {
  const ours = new Map(shape.columns.map((column) => [column.toLowerCase(), column]));
  return shape.columnsIn(cells).map((cell) => ours.get(cell.toLowerCase()) ?? cell);
}

/** Finds the header and gives the rows below it as they stream in. */
export async function tableIn(
  chunks: AsyncIterable<string>,
  shape: TableShape,
): Promise<Outcome<Table>> {
  const source = csvRows(chunks, shape)[Symbol.asyncIterator]();
  const preamble: CsvRow[] = [];
  while (preamble.length < HEADER_ROWS) {
    const next = await source.next();
    if (next.done === true) break;
    const header = next.value.cells.map((cell) => cell.trim());
    const columns = spelled(header, shape);
    if (!hasColumns(columns, shape.columns)) {
      preamble.push(next.value);
      continue;
    }
    const twice = repeated(columns);
    if (twice !== undefined) {
      await source.return?.();
      return fail('ambiguous', `the header on line ${next.value.line} names "${twice}" twice`);
    }
    const needed = columns.indexOf(shape.lastNeeded ?? '') + 1;
    const rows = rowsBelow(source, columns, needed === 0 ? columns.length : needed);
    return ok({ header, columns, preamble, rows });
  }
  await source.return?.();
  return fail(
    'malformed',
    `none of the first ${HEADER_ROWS} rows is a header with ${shape.columns.join(', ')}`,
  );
}

async function* rowsBelow(
  source: AsyncIterator<CsvRow>,
  columns: readonly string[],
  fewest: number,
): AsyncIterable<TableRow> {
  try {
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      yield tableRow(next.value, columns, fewest);
    }
  } finally {
    await source.return?.();
  }
}
