/** Our names of the columns of a price history; others are passed over. */
export type PriceColumn = 'time' | 'open' | 'high' | 'low' | 'close' | 'symbol';

/**
 * The header under our names, if it has all `required` columns in this very spelling. Columns that are not
 * `renamed` get names that nothing reads.
 */
export function headerColumns(
  header: readonly string[],
  required: readonly string[],
  renamed: Readonly<Record<string, PriceColumn>>,
): readonly string[] | null {
  if (!required.every((column) => header.includes(column))) return null;
  return header.map((column) =>
    column === ''
      ? ''
      : Object.hasOwn(renamed, column)
        ? (renamed[column] ?? '')
        : `other ${column}`,
  );
}
