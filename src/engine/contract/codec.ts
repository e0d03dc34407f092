import { invariant } from '../values/invariant.ts';

/**
 * Text of plain data. A message without columns is bare JSON. One with `Float64Array` columns
 * begins with `~` and names the path of each, so that the reader touches nothing else:
 * `~{"columns":[["risk","pnl"]],"value":{"risk":{"pnl":[1.5,-2]}}}`.
 *
 * @throws when the data is not plain: NaN, infinity, a Date, a Map, a function or another typed
 *   array would arrive as something else, and a missing figure is a reason, never a null
 */
export function encode(value: unknown): string {
  const columns: Path[] = [];
  const plain = withoutColumns(value, [], columns);
  return columns.length === 0
    ? JSON.stringify(plain)
    : TAG + JSON.stringify({ columns, value: plain });
}

/**
 * The data of a text made by `encode`.
 *
 * @throws SyntaxError when the text is not one that `encode` makes
 */
export function decode(text: string): unknown {
  if (!text.startsWith(TAG)) return JSON.parse(text);
  const holder = JSON.parse(text.slice(TAG.length));
  const columns: unknown = holder?.columns;
  if (!Array.isArray(columns)) throw new SyntaxError('a tagged text names its columns');
  for (const path of columns) restoreColumn(holder, path);
  return holder.value;
}

const TAG = '~';

type Path = readonly (string | number)[];

/** The value with each column as a list of numbers: the very same value where it holds none. */
function withoutColumns(value: unknown, path: (string | number)[], columns: Path[]): unknown {
  if (typeof value !== 'object' || value === null) return plainValue(value, path);
  if (value instanceof Float64Array) {
    columns.push([...path]);
    return Array.from(value, exact);
  }
  if (Array.isArray(value)) return listWithoutColumns(value, path, columns);
  invariant(isRecord(value), `${spelled(path)} on the wire is plain data`);
  return recordWithoutColumns(value, path, columns);
}

function plainValue(value: unknown, path: Path): unknown {
  if (typeof value === 'number') {
    invariant(Number.isFinite(value), `${spelled(path)} on the wire is finite, was ${value}`);
  } else {
    const plain = value === null || ['string', 'boolean', 'undefined'].includes(typeof value);
    invariant(plain, `${spelled(path)} on the wire is plain data, was a ${typeof value}`);
  }
  return value;
}

function listWithoutColumns(
  list: readonly unknown[],
  path: (string | number)[],
  columns: Path[],
): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let i = 0; i < list.length; i++) {
    const held = list[i];
    if (isSurelyPlain(held)) continue;
    path.push(i);
    const plain = withoutColumns(held, path, columns);
    path.pop();
    if (plain !== held) (copy ??= [...list])[i] = plain;
  }
  return copy ?? list;
}

function recordWithoutColumns(
  record: Readonly<Record<string, unknown>>,
  path: (string | number)[],
  columns: Path[],
): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | null = null;
  for (const key in record) {
    const held = record[key];
    if (isSurelyPlain(held)) continue;
    path.push(key);
    const plain = withoutColumns(held, path, columns);
    path.pop();
    if (plain !== held) (copy ??= { ...record })[key] = plain;
  }
  return copy ?? record;
}

/** Most cells are such: they are passed without a call or a note of their path. */
const isSurelyPlain = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

function isRecord(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const spelled = (path: Path): string => (path.length === 0 ? 'the value' : path.join('.'));

/** JSON has no word for these; a column may hold them, bit for bit. */
function exact(x: number): number | string {
  if (Object.is(x, -0)) return '-0';
  return Number.isFinite(x) ? x : String(x);
}

/** Own properties only: a text from outside must not reach a prototype. */
function restoreColumn(holder: object, path: unknown): void {
  if (!Array.isArray(path)) throw new SyntaxError('a column is named by its path');
  let owner = holder;
  let key: PropertyKey = 'value';
  for (const step of path) {
    const next: unknown = Reflect.get(owner, key);
    if (typeof next !== 'object' || next === null || !Object.hasOwn(next, step)) {
      throw new SyntaxError('a tagged text has no column at the path it names');
    }
    owner = next;
    key = step;
  }
  const numbers: unknown = Reflect.get(owner, key);
  if (!Array.isArray(numbers)) throw new SyntaxError('a column is a list of numbers');
  Reflect.set(owner, key, Float64Array.from(numbers, Number));
}
