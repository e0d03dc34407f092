import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';

/** Names and lengths of fields in a row; `_` is passed over. */
export type Layout = readonly (readonly [name: string, length: number])[];

/** Fields of a fixed-width record by name, blanks kept; a record that is cut off has empty ones. */
export type Cut = (name: string) => string;

/** Cuts a record into fields, beginning at a column. */
export function cut(line: string, layout: Layout, from: number = 2): Cut {
  const found = new Map<string, string>();
  let at = from;
  for (const [name, length] of layout) {
    if (name !== '_') found.set(name, line.slice(at, at + length));
    at += length;
  }
  return (name) => found.get(name) ?? '';
}

/** A field that several times repeats: `n` layouts in a row, each name with its number. */
export const repeated = (n: number, layout: Layout): Layout =>
  Array.from({ length: n }, (_, i) =>
    layout.map(([name, length]) => [name === '_' ? '_' : `${name}${i + 1}`, length] as const),
  ).flat();

/** A whole number with implied decimals; a failure names the field. Blank is 0 where it may be. */
export function number(
  of: Cut,
  name: string,
  decimals: number,
  blank: 'is 0' | 'is wrong' = 'is wrong',
): Outcome<number> {
  const text = of(name).trim();
  if (text === '' && blank === 'is 0') return ok(0);
  return /^\d+$/.test(text)
    ? ok(Number(text) / 10 ** decimals)
    : fail('malformed', `${name} is "${of(name)}", not a number`);
}

/** The sign that follows a number: `-` is negative, `+` or blank is not. */
export const signOf = (text: string): 1 | -1 => (text === '-' ? -1 : 1);

/** The numbers of several fields by name, or the first that is none. */
export function numbers<K extends string>(
  of: Cut,
  fields: readonly (readonly [name: K, decimals: number])[],
): Outcome<(name: K) => number> {
  const found = new Map<string, number>();
  for (const [name, decimals] of fields) {
    const value = number(of, name, decimals);
    if (!value.ok) return value;
    found.set(name, value.value);
  }
  return ok((name) => found.get(name) ?? 0);
}
