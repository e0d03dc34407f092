import { fail, failure, ok, type Failure, type Outcome } from '../../engine/values/outcome.ts';
import { csvRows, type CsvRow } from './csv.ts';

/** A data row by column name. `cells` has no prototype: any text may be a column. */
export type TableRow = {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly fault: Failure | null;
};

/** A delimited file with a header. `rows` may be iterated once. */
export type Table = {
  /** Column names after `columnsOf`, in file order. */
  readonly columns: readonly string[];
  /** Rows above the header. */
  readonly preamble: readonly CsvRow[];
  readonly rows: AsyncIterable<TableRow>;
};

export type TableShape = {
  readonly delimiter: string;
  /**
   * The columns' names in our own spelling if these cells (trimmed) are the header, else null.
   * Renames of older generations belong here.
   */
  readonly columnsOf: (cells: readonly string[]) => readonly string[] | null;
  /** Fewest cells of a row; absent means as many as there are columns. */
  readonly fewest?: number;
};

/** The header stands within this many rows from the top. */
const HEADER_ROWS = 20;

/** The header as it is, if it has all `columns`, in any order and letter case. */
export function headerWith(...columns: readonly string[]): TableShape['columnsOf'] {
  return (cells) => {
    const seen = new Set(cells.map((cell) => cell.toLowerCase()));
    return columns.every((column) => seen.has(column.toLowerCase())) ? cells : null;
  };
}

function repeatedColumn(columns: readonly string[]): string | undefined {
  return columns.find((column, i) => column !== '' && columns.indexOf(column) < i);
}

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
    const columns = shape.columnsOf(next.value.cells.map((cell) => cell.trim()));
    if (columns === null) {
      preamble.push(next.value);
      continue;
    }
    const repeated = repeatedColumn(columns);
    if (repeated !== undefined) {
      await source.return?.();
      return fail('ambiguous', `the header on line ${next.value.line} names "${repeated}" twice`);
    }
    const fewest = shape.fewest ?? columns.length;
    return ok({ columns, preamble, rows: rowsBelow(source, columns, fewest) });
  }
  await source.return?.();
  return fail('malformed', `no header was found in the first ${HEADER_ROWS} rows`);
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
