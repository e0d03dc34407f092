/** A named table of a report: what every form of report (text, CSV, HTML) is made of. */
export type Sheet = {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** One sentence under the table, such as what a mark means. */
  readonly note?: string;
};

export type Column = { readonly title: string; readonly align: 'left' | 'right' };

/** Text, or a number with the text that shows it and what that text says beyond the number. */
export type Cell =
  | string
  | { readonly value: number; readonly text: string; readonly remark?: string };

export const cellText = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

const remarkOf = (cell: Cell): string | undefined =>
  typeof cell === 'string' ? undefined : cell.remark;

/**
 * A sheet for forms that keep the number of a cell and not its text: what the texts say beyond their
 * numbers, such as that a total is incomplete, stands in a last column.
 */
export function withRemarks(sheet: Sheet): Sheet {
  const { columns, rows } = sheet;
  if (!rows.some((row) => row.some((cell) => remarkOf(cell) !== undefined))) return sheet;
  const remarks = (row: readonly Cell[]): string =>
    row
      .flatMap((cell, i) => {
        const remark = remarkOf(cell);
        return remark === undefined ? [] : [`${columns[i]?.title ?? ''}: ${remark}`];
      })
      .join('; ');
  return {
    ...sheet,
    columns: [...columns, left('Remarks')],
    rows: rows.map((row) => [...row, remarks(row)]),
  };
}

export const left = (title: string): Column => ({ title, align: 'left' });
export const right = (title: string): Column => ({ title, align: 'right' });
