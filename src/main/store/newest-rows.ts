import type { Instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { originColumns } from './origin.ts';
import type { Row } from './row.ts';

/**
 * The newest live row at or before `asOf` of each thing that a table of timed facts is about; of
 * equally new ones the one imported last, then the later line.
 * @param table with columns `at`, `statement`, `line`, `part`
 * @param about columns that name the thing, leading an index
 */
export function newestRows(
  connection: Connection,
  table: string,
  about: readonly string[],
  asOf: Instant,
): Row[] {
  const columns = about.join(', ');
  const same = about.map((column) => `x.${column} = subject.${column}`).join(' AND ');
  return connection
    .prepare<[number], Row>(
      `SELECT f.*, ${originColumns}
       FROM (SELECT DISTINCT ${columns} FROM ${table}) subject
       JOIN ${table} f ON f.id = (
         SELECT x.id FROM ${table} x JOIN statement live ON live.id = x.statement
         WHERE ${same} AND x.at <= ? AND live.undone_at IS NULL
         ORDER BY x.at DESC, x.statement DESC, x.line DESC, x.part DESC LIMIT 1)
       JOIN statement s ON s.id = f.statement
       ORDER BY ${about.map((column) => `f.${column}`).join(', ')}`,
    )
    .all(asOf);
}
