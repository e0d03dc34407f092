import type { Table } from '../table.ts';
import { zoneOffset, type Zone } from '../times.ts';

/** What the line above the header says: `UID:67000000,Account Type:Trading,Time Zone:UTC+8`. */
export type Preamble = {
  readonly account: string | null;
  readonly zone: Zone;
  /** False where the file leaves the zone open. */
  readonly zoneStated: boolean;
};

/** Old files print China's time as CST. */
const CHINA = 'UTC+8';

export function preambleOf({ preamble }: Table): Preamble {
  const cells = preamble.flatMap((row) => row.cells);
  const told = (key: RegExp): string | null =>
    cells.map((cell) => key.exec(cell)?.[1]?.trim()).find((value) => value !== undefined) ?? null;
  const zone = told(/^\s*Time\s*Zone\s*:\s*(.+)$/i);
  const known = zone === 'CST' ? CHINA : zone;
  return {
    account: told(/^\s*UID\s*:\s*(\S+)/i),
    zone: known ?? 'UTC',
    zoneStated: known !== null && zoneOffset(known, 0) !== null,
  };
}

/** Says in which zone times were read, since the file is silent or the user may be elsewhere. */
export function zoneNotes(table: Table): readonly string[] {
  const { zone, zoneStated } = preambleOf(table);
  return [
    zoneStated
      ? `times are of ${zone}, as the file says`
      : 'the file gives no time zone: taken as UTC',
  ];
}

/** Ids grow with time; their last digits order the rows of a second, which the file does not. */
export function sequenceOf(id: string, line: number): number {
  return /^\d+$/.test(id) ? Number(id.slice(-15)) : -line;
}
