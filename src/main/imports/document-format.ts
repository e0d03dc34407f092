import type { z } from 'zod';
import type { Venue } from '../../engine/values/ids.ts';
import { failure, type Failure } from '../../engine/values/outcome.ts';
import { elementEvents, failed, type RowReader } from './events.ts';
import type { FileHead, ReadEvent, ReadOptions, StatementFormat } from './format.ts';
import { isList, isObject, jsonDocument, rowsWith, type JsonValue } from './json-document.ts';

/** The rows of a document with what surrounds them. */
export type Document = { readonly whole: JsonValue; readonly rows: readonly JsonValue[] };

/** What a format needs to read a JSON document whose rows are the elements of a list. */
export type DocumentFormat<T> = {
  readonly id: string;
  readonly title: string;
  readonly venue: Venue;
  readonly recognises: (head: FileHead) => boolean;
  /** Keys that mark the rows, or the rows themselves; null where there are none to be found. */
  readonly rows: readonly string[] | ((whole: JsonValue) => readonly JsonValue[] | null);
  readonly schema: z.ZodType<T>;
  /** The reader of this document's rows. */
  readonly reader: (document: Document, options: ReadOptions) => RowReader<T>;
  /** Events after the rows: scopes and notes. */
  readonly closing?: (document: Document, options: ReadOptions) => Iterable<ReadEvent>;
};

/** True where some list is empty: an answer that holds nothing. */
function holdsNothing(whole: JsonValue): boolean {
  const queue: JsonValue[] = [whole];
  for (let i = 0; i < queue.length; i++) {
    const value = queue[i] ?? null;
    if (isList(value) && value.length === 0) return true;
    if (isList(value) || isObject(value)) for (const part of Object.values(value)) queue.push(part);
  }
  return false;
}

function noRows(title: string, marks: readonly string[]): Failure {
  const which = marks.length === 0 ? '' : `: nothing in it has ${marks.join(', ')}`;
  return failure('malformed', `the document holds no rows of "${title}"${which}`);
}

export function documentFormat<T>(of: DocumentFormat<T>): StatementFormat {
  async function* read(
    chunks: AsyncIterable<string>,
    options: ReadOptions,
  ): AsyncIterable<ReadEvent> {
    const whole = await jsonDocument(chunks);
    if (!whole.ok) {
      yield failed(1, whole.failure);
      return;
    }
    const found =
      typeof of.rows === 'function' ? of.rows(whole.value) : rowsWith(whole.value, ...of.rows);
    if (found === null && !holdsNothing(whole.value)) {
      yield failed(1, noRows(of.title, typeof of.rows === 'function' ? [] : of.rows));
      return;
    }
    const document = { whole: whole.value, rows: found ?? [] };
    yield* elementEvents(document.rows, of.schema, of.reader(document, options));
    yield* of.closing?.(document, options) ?? [];
  }
  const { id, title, venue, recognises } = of;
  return { id, title, venue, recognises, read };
}
