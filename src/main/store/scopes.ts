import { market, type Market } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { type Kept, latestInstant, origin, originColumns } from './origin.ts';
import { number, type Row, text } from './row.ts';

/** A statement's claim to hold all positions of an account and market as of `at`. */
export type Scope = {
  readonly account: string;
  readonly market: Market;
  readonly at: Instant;
};

/** The newest claim of each account and market. The line of its origin is 0: it is of the file. */
export function scopes(connection: Connection, asOf: Instant = latestInstant): Kept<Scope>[] {
  return connection
    .prepare<[number], Row>(
      `SELECT * FROM (
         SELECT f.*, 0 AS line, ${originColumns},
                row_number() OVER (
                  PARTITION BY f.account, f.market ORDER BY f.at DESC, f.statement DESC) AS place
         FROM scope f JOIN statement s ON s.id = f.statement
         WHERE s.undone_at IS NULL AND f.at <= ?)
       WHERE place = 1 ORDER BY account, market`,
    )
    .all(asOf)
    .map((row) => ({
      item: {
        account: text(row, 'account'),
        market: market(text(row, 'market')),
        at: instant(number(row, 'at')),
      },
      origin: origin(row),
    }));
}
