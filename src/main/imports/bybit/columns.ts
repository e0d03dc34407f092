import type { Table } from '../table.ts';
import { words } from '../words.ts';

/** Spellings of the same columns in the exports' generations. */
const RENAMED: Readonly<Record<string, string>> = words({
  'time(utc)': 'Time',
  tradeid: 'Trade ID',
  'date & time(utc)': 'Time',
});

export const columnsIn = (header: readonly string[]): readonly string[] =>
  header.map((cell) => RENAMED[cell.toLowerCase()] ?? cell);

/** `UID: 100000001,Company Name: ,Country:` above the header. */
export const uidAbove = ({ preamble }: Table): string | null =>
  preamble
    .flatMap((row) => row.cells)
    .map((cell) => /^\s*UID\s*:\s*(\d+)/i.exec(cell)?.[1])
    .find((uid) => uid !== undefined) ?? null;
