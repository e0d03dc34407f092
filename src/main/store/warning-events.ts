import type { AlertEvent } from '../../engine/contract/alerts.ts';
import { instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { choice, number, numberOrNull, type Row, text } from './row.ts';

/** What happened to warnings, oldest first. */
export function warningEvents(connection: Connection): AlertEvent[] {
  return connection
    .prepare<[], Row>('SELECT * FROM warning_event ORDER BY id')
    .all()
    .map((row) => {
      const until = numberOrNull(row, 'until_at');
      return {
        at: instant(number(row, 'at')),
        kind: choice(row, 'kind', [
          'raised',
          'rose',
          'fell',
          'cleared',
          'acknowledged',
          'snoozed',
          'woken',
          'escalated',
        ]),
        warning: text(row, 'warning'),
        level: choice(row, 'level', ['watch', 'call', 'liquidation']),
        title: text(row, 'title'),
        note: text(row, 'note'),
        until: until === null ? null : instant(until),
      };
    });
}

export function addWarningEvents(connection: Connection, events: readonly AlertEvent[]): void {
  const add = connection.prepare(
    `INSERT INTO warning_event (at, kind, warning, level, title, note, until_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  connection
    .transaction(() => {
      for (const { at, kind, warning, level, title, note, until } of events) {
        add.run(at, kind, warning, level, title, note, until);
      }
    })
    .immediate();
}
