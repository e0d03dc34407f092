import { cellText, left, right, type Cell, type Sheet } from '../../reports/sheet.ts';
import type { Answer, Json } from './kind.ts';

/** The figures of an answer as tables: single figures first, then one table per list. */
export function answerSheets(title: string, answer: Answer): readonly Sheet[] {
  const entries = Object.entries(answer);
  const single = entries.filter(([, value]) => !isNested(value));
  const nested = entries.flatMap(([name, value]) =>
    isNested(value) ? nestedSheets(`${title}: ${words(name)}`, value, answer) : [],
  );
  const rows = single.map(([name, value]) => [words(name), cell(value)]);
  return rows.length === 0
    ? nested
    : [{ title, columns: [left('figure'), right('value')], rows }, ...nested];
}

type Nested = readonly Json[] | Answer;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isRecord = (value: Json): value is Answer =>
  typeof value === 'object' && value !== null && !isList(value);

/** Lists of single figures stay in a row; records, and lists of records or of lists, are tables. */
const isNested = (value: Json): value is Nested =>
  isRecord(value) || (isList(value) && value.some((entry) => isList(entry) || isRecord(entry)));

function nestedSheets(title: string, value: Nested, within: Answer): readonly Sheet[] {
  if (!isList(value)) return answerSheets(title, value);
  return [value.some(isList) ? matrixSheet(title, value, within) : listSheet(title, value)];
}

/** A list of like records: a column per name. */
function listSheet(title: string, records: readonly Json[]): Sheet {
  const answers = records.filter(isRecord);
  const names = [...new Set(answers.flatMap(Object.keys))];
  return {
    title,
    columns: names.map((name) =>
      typeof answers[0]?.[name] === 'string' ? left(words(name)) : right(words(name)),
    ),
    rows: answers.map((record) => names.map((name) => cell(record[name] ?? null))),
  };
}

/** A matrix, with the assets of its answer as heads where they are as many. */
function matrixSheet(title: string, rows: readonly Json[], { assets }: Answer): Sheet {
  const lists = rows.filter(isList);
  const width = lists[0]?.length ?? 0;
  const heads =
    assets !== undefined && isList(assets) && assets.length === width
      ? assets.map(String)
      : Array.from({ length: width }, (_, i) => `${i + 1}`);
  const square = lists.length === width;
  return {
    title,
    columns: [left(''), ...heads.map(right)],
    rows: lists.map((row, i) => [square ? heads[i]! : `${i + 1}`, ...row.map(cell)]),
  };
}

/** `valueAtRisk` as `value at risk`. */
const words = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

function cell(value: Json): Cell {
  if (typeof value === 'number') return { value, text: shown(value) };
  if (value === null) return 'none';
  if (isList(value)) return value.length === 0 ? 'none' : value.map(text).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const text = (value: Json): string => cellText(cell(value));

/** Eight significant digits, true minus. */
function shown(x: number): string {
  const digits = `${Number(Math.abs(x).toPrecision(8))}`;
  return x < 0 ? `−${digits}` : digits;
}
