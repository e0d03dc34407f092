import type { z } from 'zod';
import type { Venue } from '../../engine/values/ids.ts';
import { failed, note, tableEvents, type RowReader } from './events.ts';
import type { ReadEvent, ReadOptions, StatementFormat } from './format.ts';
import { headerOf } from './heads.ts';
import { tableIn, type Table } from './table.ts';

/** What a format needs to read a delimited file with a header. */
export type TableFormat<T> = {
  readonly id: string;
  readonly title: string;
  readonly venue: Venue;
  /** Columns by which the file is known, as `columnsIn` spells them. */
  readonly columns: readonly string[];
  /** Older spellings of the header to ours; absent: as they are. */
  readonly columnsIn?: (header: readonly string[]) => readonly string[];
  /** The column that a row must at least reach; absent: the last. */
  readonly lastNeeded?: string;
  readonly schema: z.ZodType<T>;
  /** The reader of this file's rows. */
  readonly reader: (table: Table, options: ReadOptions) => RowReader<T>;
  /** What the user should know of this file, beyond its rows. */
  readonly notes?: (table: Table, options: ReadOptions) => readonly string[];
};

/** Delimiters that spreadsheets leave in the place of the venue's comma. */
const DELIMITERS = [',', ';', '\t'];
const HEAD = 65_536;

/** The first `HEAD` characters and all chunks again. */
export async function peeked(
  chunks: AsyncIterable<string>,
): Promise<{ readonly head: string; readonly all: AsyncIterable<string> }> {
  const source = chunks[Symbol.asyncIterator]();
  let head = '';
  let done = false;
  while (head.length < HEAD && !done) {
    const next = await source.next();
    if (next.done === true) done = true;
    else head += next.value;
  }
  async function* all(): AsyncIterable<string> {
    try {
      yield head;
      for (let next = await source.next(); next.done !== true; next = await source.next()) {
        yield next.value;
      }
    } finally {
      await source.return?.();
    }
  }
  return { head, all: all() };
}

export function tableFormat<T>(of: TableFormat<T>): StatementFormat {
  const columnsIn = of.columnsIn ?? ((header: readonly string[]): readonly string[] => header);
  const delimiterIn = (lines: readonly string[]): string | undefined =>
    DELIMITERS.find((delimiter) => headerOf(lines, delimiter, of.columns, columnsIn) !== null);

  async function* read(
    chunks: AsyncIterable<string>,
    options: ReadOptions,
  ): AsyncIterable<ReadEvent> {
    const { head, all } = await peeked(chunks);
    const lines = head.replaceAll('\uFEFF', '').split(/\r\n|\r|\n/, 60);
    const table = await tableIn(all, {
      delimiter: delimiterIn(lines) ?? ',',
      columns: of.columns,
      columnsIn,
      lastNeeded: of.lastNeeded ?? null,
    });
    if (!table.ok) {
      yield failed(1, table.failure);
      return;
    }
    for (const message of of.notes?.(table.value, options) ?? []) yield note(message);
    yield* tableEvents(table.value, of.schema, of.reader(table.value, options));
  }
  return {
    id: of.id,
    title: of.title,
    venue: of.venue,
    recognises: (head) => delimiterIn(head.lines) !== undefined,
    read,
  };
}
