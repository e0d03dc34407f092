/** A header stands within this many lines from the top. */
const HEADER_LINES = 20;

/** Cells of a header line: no header in use has a delimiter or a line break inside quotes. */
const headerCells = (line: string, delimiter: string): readonly string[] =>
  line.split(delimiter).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );

/** True when `cells` have all `columns`, in any order and letter case. */
export function hasColumns(cells: readonly string[], columns: readonly string[]): boolean {
  const seen = new Set(cells.map((cell) => cell.toLowerCase()));
  return columns.every((column) => seen.has(column.toLowerCase()));
}

/** The header among the first lines of a file, spelled by `columnsIn`; null without one. */
export function headerOf(
  lines: readonly string[],
  delimiter: string,
  columns: readonly string[],
  columnsIn: (header: readonly string[]) => readonly string[] = (header) => header,
): readonly string[] | null {
  for (const line of lines.slice(0, HEADER_LINES)) {
    const cells = columnsIn(headerCells(line, delimiter));
    if (hasColumns(cells, columns)) return cells;
  }
  return null;
}
