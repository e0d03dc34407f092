import type { ActivityRow } from './activity-context.ts';

/** No statement has more; a file that has is none, and must not fill the memory. */
const MOST_SECTIONS = 500;

/** Sections and their current headers; headers repeat and change within a section. */
export class Sections {
  readonly #headers = new Map<string, readonly string[]>();
  readonly unread: Map<string, number> = new Map();

  /** False where the file has announced more sections than any statement has. */
  announce(section: string, columns: readonly string[]): boolean {
    if (!this.#headers.has(section) && this.#headers.size >= MOST_SECTIONS) return false;
    this.#headers.set(
      section,
      columns.map((column) => column.trim()),
    );
    return true;
  }

  /** The cells of a data line by column; a text that a comma cut in two keeps its end. */
  row(section: string, line: number, values: readonly string[]): ActivityRow | null {
    const columns = this.#headers.get(section);
    if (columns === undefined) return null;
    const cells: Record<string, string> = Object.create(null);
    for (const [i, column] of columns.entries()) {
      if (column !== '') cells[column] ??= values[i] ?? '';
    }
    if (columns[1] === 'Field Value')
      cells['Field Value'] = values.slice(1).join(',').replace(/,+$/, '');
    return { line, section, cells };
  }

  leave(section: string): void {
    this.unread.set(section, (this.unread.get(section) ?? 0) + 1);
  }
}

/** Totals stand among the data of some sections. */
export const isTotal = ({ cells }: ActivityRow): boolean =>
  ['Currency', 'Asset Category', 'Subtitle', 'DataDiscriminator'].some((column) =>
    /^Total\b/i.test(cells[column]?.trim() ?? ''),
  );
