import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BasicType, fileWriter, parquetWriteRows } from 'hyparquet-writer';
import { type InstrumentMinute, minuteFields } from '../store/minute-blob.ts';
import { csvCell } from './csv.ts';

const columns = ['market', 'symbol', 'minute', ...minuteFields] as const;

/** Rows written, counted while they pass. */
type Written = { rows: number };

function* counted(rows: Iterable<InstrumentMinute>, into: Written): Generator<InstrumentMinute> {
  for (const row of rows) {
    into.rows++;
    yield row;
  }
}

/** Numbers as they are, in as many digits as it takes; empty where there is none. */
const numberText = (value: number | null): string => (value === null ? '' : String(value));

function* csvLines(rows: Iterable<InstrumentMinute>): Generator<string> {
  yield `${columns.join(',')}\r\n`;
  for (const row of rows) {
    const texts = [row.market, row.symbol, new Date(row.at).toISOString()].map(csvCell);
    const numbers = minuteFields.map((field) => numberText(row[field]));
    yield `${[...texts, ...numbers].join(',')}\r\n`;
  }
}

/** One line a row, that no spreadsheet will run. Memory holds one row. @returns rows written @throws when the file cannot be written */
export async function writeMinutesCsv(
  rows: Iterable<InstrumentMinute>,
  file: string,
): Promise<number> {
  const written = { rows: 0 };
  await pipeline(Readable.from(csvLines(counted(rows, written))), createWriteStream(file));
  return written.rows;
}

function* parquetRows(
  rows: Iterable<InstrumentMinute>,
): Generator<Record<string, string | Date | number | null>> {
  for (const row of rows) yield { ...row, minute: new Date(row.at) };
}

const typed = (
  name: string,
  type: BasicType,
  nullable: boolean,
): { name: string; type: BasicType; nullable: boolean } => ({ name, type, nullable });

/** The same as Parquet: texts, UTC milliseconds, doubles. Memory holds one group of rows. @returns rows written @throws when the file cannot be written */
export async function writeMinutesParquet(
  rows: Iterable<InstrumentMinute>,
  file: string,
): Promise<number> {
  const written = { rows: 0 };
  await parquetWriteRows({
    writer: fileWriter(file),
    rows: parquetRows(counted(rows, written)),
    columns: [
      typed('market', 'STRING', false),
      typed('symbol', 'STRING', false),
      typed('minute', 'TIMESTAMP', false),
      ...minuteFields.map((field) => typed(field, 'DOUBLE', true)),
    ],
    createdBy: 'crossguard',
  });
  return written.rows;
}
