import { type Instant, instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { number, type Row } from './row.ts';

/** Instants that live statements of positions and balances speak of, newest first, at most so many. */
export function statementTimes(connection: Connection, most: number): readonly Instant[] {
  return connection
    .prepare<[number], Row>(
      `SELECT DISTINCT f.at AS at
       FROM (SELECT statement, at FROM position
             UNION SELECT statement, at FROM scope
             UNION SELECT statement, at FROM balance) f
       JOIN statement s ON s.id = f.statement
       WHERE s.undone_at IS NULL
       ORDER BY f.at DESC LIMIT ?`,
    )
    .all(most)
    .map((row) => instant(number(row, 'at')));
}
