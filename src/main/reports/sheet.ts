/** A named table of a report: what every form of report (text, CSV, HTML) is made of. */
export type Sheet = {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** One sentence under the table, such as what a mark means. */
  readonly note?: string;
};

export type Column = { readonly title: string; readonly align: 'left' | 'right' };

/** Text, or a number with the text that shows it. */
export type Cell = string | { readonly value: number; readonly text: string };

export const cellText = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

export const left = (title: string): Column => ({ title, align: 'left' });
export const right = (title: string): Column => ({ title, align: 'right' });
