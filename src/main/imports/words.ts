/**
 * A table of the words that a venue uses, without what every object inherits: a cell that says
 * `constructor` or `__proto__` is a word like any other, and not in the table.
 */
export function words<T>(table: Record<string, T>): Readonly<Record<string, T>> {
  Object.setPrototypeOf(table, null);
  return table;
}
