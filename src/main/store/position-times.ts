import { type Instant, instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { number, type Row } from './row.ts';

/** Of each UTC day on which live statements or trades say something of positions, the last instant. */
export function positionTimes(connection: Connection): Instant[] {
  return connection
    .prepare<[], Row>(
      `SELECT max(at) AS at FROM (
         SELECT f.at, f.statement FROM scope f
         UNION ALL SELECT f.at, f.statement FROM position f
         UNION ALL SELECT f.at, f.statement FROM ledger f WHERE f.symbol IS NOT NULL) told
       JOIN statement s ON s.id = told.statement
       WHERE s.undone_at IS NULL
       GROUP BY told.at / 86400000
       ORDER BY at`,
    )
    .all()
    .map((row) => instant(number(row, 'at')));
}
