import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { FileHead } from './format.ts';
import { instantOf } from './times.ts';
import { wholeText } from './whole-text.ts';

/** JSON whose numbers are kept as the text that was sent: no digit goes through a float. */
export type JsonValue = null | boolean | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.]*(?:[eE][+-]?\d+)?/gs;

/** JSON with its numbers as the text that was sent; undefined where it is none. */
export function jsonWithDigits(text: string): JsonValue | undefined {
  try {
    const quoted = text.replace(STRING_OR_NUMBER, (token) =>
      token[0] === '"' ? token : `"${token}"`,
    );
    const value: JsonValue = JSON.parse(quoted);
    return value;
  } catch {
    return undefined;
  }
}

/**
 * A whole JSON document with its numbers as text. One document per line is read as their list.
 * Nesting too deep to be read is a failure like any other fault of the text.
 */
export async function jsonDocument(chunks: AsyncIterable<string>): Promise<Outcome<JsonValue>> {
  const text = await wholeText(chunks);
  if (!text.ok) return text;
  const whole = jsonWithDigits(text.value);
  if (whole !== undefined) return ok(whole);
  const lines = text.value.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const documents = lines.map((line) => (/^\s*[[{]/.test(line) ? jsonWithDigits(line) : undefined));
  const list = documents.filter((document) => document !== undefined);
  return lines.length > 1 && list.length === lines.length
    ? ok(list)
    : fail('malformed', 'the file is not valid JSON: it may be cut off or edited by hand');
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] =>
  Array.isArray(value);

/** What stands under `key` of an object itself, never of its prototype. */
export const member = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/**
 * The list whose elements are the rows: the outermost one that holds an object with all of `keys`, else that
 * object alone. Null where no object of the document has them.
 */
export function rowsWith(
  document: JsonValue,
  ...keys: readonly string[]
): readonly JsonValue[] | null {
  const marked = (value: JsonValue): boolean =>
    isObject(value) && keys.every((key) => Object.hasOwn(value, key));
  const queue: JsonValue[] = [document];
  for (let i = 0; i < queue.length; i++) {
    const value = queue[i] ?? null;
    if (isList(value) && value.some(marked)) return value;
    if (marked(value)) return [value];
    if (isList(value) || isObject(value)) {
      for (const part of Object.values(value)) queue.push(part);
    }
  }
  return null;
}

/** The latest of the times, in milliseconds, that the rows have under `key`; null where they have none. */
export function latestTime(rows: readonly JsonValue[], key: string): Instant | null {
  let latest: Instant | null = null;
  for (const row of rows) {
    const text = member(row, key);
    const at = typeof text === 'string' ? instantOf(text, ['epoch-milliseconds'], 'UTC') : null;
    if (at?.ok === true && at.value > (latest ?? 0)) latest = at.value;
  }
  return latest;
}

/** The keys of all objects in the head of a JSON file; empty if it is no JSON. */
export function jsonKeys(head: FileHead): ReadonlySet<string> {
  if (!/^\s*[[{]/.test(head.text)) return new Set();
  return new Set(
    Array.from(head.text.matchAll(/"([^"\\]{1,80})"\s*:/g), (match) => match[1] ?? ''),
  );
}

/** True when the head is JSON and has all of `keys` somewhere. */
export function hasKeys(head: FileHead, ...keys: readonly string[]): boolean {
  const seen = jsonKeys(head);
  return keys.every((key) => seen.has(key));
}
