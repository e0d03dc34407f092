import * as fc from 'fast-check';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Paths to all values of a message, the whole included. */
export function placesIn(value: unknown): readonly (readonly (string | number)[])[] {
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((part, i) => [i, part])
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  return [[], ...inner.flatMap(([key, part]) => placesIn(part).map((path) => [key, ...path]))];
}

/** A copy with another value at one place. */
export function replacedAt(
  value: unknown,
  [key, ...path]: readonly (string | number)[],
  by: unknown,
): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((part: unknown, i) => (i === key ? replacedAt(part, path, by) : part));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === key ? replacedAt(part, path, by) : part,
    ]),
  );
}

/** Values that no field expects, and some that look like what it expects. */
const wrong: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, '', '0', '-1', 'NaN', '∞', '1e999', '__proto__', [], {}, [[]]),
  fc.constantFrom<Json>(-1, 0, 1e308, 1.5, 2 ** 60, [null], [['1']], { constructor: 1 }),
  fc.string(),
  fc.double(),
);

/** One of the messages with one place changed, cut short, or any JSON at all. */
export const hostileText = (messages: readonly string[]): fc.Arbitrary<string> => {
  const real = fc.constantFrom(...messages);
  return fc.oneof(
    fc.json(),
    fc.string(),
    fc.tuple(real, fc.nat()).map(([text, at]) => text.slice(0, at % text.length)),
    fc.tuple(real, fc.nat(), wrong).map(([text, at, value]) => {
      const message: unknown = JSON.parse(text);
      const places = placesIn(message);
      return JSON.stringify(replacedAt(message, places[at % places.length] ?? [], value));
    }),
  );
};
