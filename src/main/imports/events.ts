import type { z } from 'zod';
import type { Failure, Outcome } from '../../engine/values/outcome.ts';
import { fieldsOf } from './fields.ts';
import type { ReadEvent, StatementItem } from './format.ts';
import type { JsonValue } from './json-document.ts';
import type { Table } from './table.ts';

/** What one row states, with a few words on it. */
export type Stated = { readonly items: readonly StatementItem[]; readonly summary: string };

export const note = (message: string): ReadEvent => ({ event: 'note', message });

/** The failure's `at` is the field at fault. */
export const failed = (line: number, { reason, message, at }: Failure): ReadEvent => ({
  event: 'failed',
  failure: { line, field: at ?? '', reason, message },
});

export const stated = (line: number, { items, summary }: Stated): ReadEvent => ({
  event: 'row',
  line,
  items,
  summary,
});

/** Typed fields to what they state; the line orders rows that have no order of their own. */
export type RowReader<T> = (fields: T, line: number) => Outcome<Stated>;

function rowEvent<T>(
  schema: z.ZodType<T>,
  row: unknown,
  line: number,
  read: RowReader<T>,
): ReadEvent {
  const fields = fieldsOf(schema, row);
  const outcome = fields.ok ? read(fields.value, line) : fields;
  return outcome.ok ? stated(line, outcome.value) : failed(line, outcome.failure);
}

/** One event for every data row of a table. */
export async function* tableEvents<T>(
  table: Table,
  schema: z.ZodType<T>,
  read: RowReader<T>,
): AsyncIterable<ReadEvent> {
  for await (const { line, cells, fault } of table.rows) {
    yield fault === null ? rowEvent(schema, cells, line, read) : failed(line, fault);
  }
}

/** One event for every element of a JSON list; the line is its ordinal, from `first`. */
export function* elementEvents<T>(
  elements: readonly JsonValue[],
  schema: z.ZodType<T>,
  read: RowReader<T>,
  first = 1,
): Iterable<ReadEvent> {
  for (const [i, element] of elements.entries()) {
    yield rowEvent(schema, element, first + i, read);
  }
}
