import type { Level } from '../../engine/model/parameters.ts';
import { type MarginAccountId, marginAccountId } from '../../engine/values/ids.ts';
import type { Connection } from './connection.ts';
import { choice, type Row, text } from './row.ts';

/** The warning level that each margin account had in the last run. */
export function levels(connection: Connection): Map<MarginAccountId, Level> {
  const rows = connection.prepare<[], Row>('SELECT account, level FROM level').all();
  return new Map(
    rows.map((row) => [
      marginAccountId(text(row, 'account')),
      choice(row, 'level', ['ok', 'watch', 'call', 'liquidation']),
    ]),
  );
}

/** Keeps exactly `next`; an account's time of change moves only when its level does. */
export function putLevels(
  connection: Connection,
  next: ReadonlyMap<MarginAccountId, Level>,
  at: number,
): void {
  const before = levels(connection);
  const unchanged =
    before.size === next.size &&
    [...next].every(([account, level]) => before.get(account) === level);
  if (unchanged) return;
  const put = connection.prepare(
    `INSERT INTO level (account, level, changed_at) VALUES (?, ?, ?)
     ON CONFLICT (account) DO UPDATE SET level = excluded.level, changed_at = excluded.changed_at`,
  );
  const remove = connection.prepare('DELETE FROM level WHERE account = ?');
  connection
    .transaction(() => {
      for (const account of before.keys()) if (!next.has(account)) remove.run(account);
      for (const [account, level] of next) {
        if (before.get(account) !== level) put.run(account, level, at);
      }
    })
    .immediate();
}
