import type { Migration } from './migration.ts';

/*
 * warning_event  what happened to warnings, and what a person did about them, in order by `id`. Rows are only ever
 *                added: what is open is what they add up to. `note` is a person's; `until_at` ends a snooze.
 *
 * Instants are UTC milliseconds, our clock.
 */
export const warnings: Migration = {
  version: 5,
  title: 'the history of warnings',
  sql: `
    CREATE TABLE warning_event (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      warning TEXT NOT NULL,
      level TEXT NOT NULL,
      title TEXT NOT NULL,
      note TEXT NOT NULL,
      until_at INTEGER
    ) STRICT;
    CREATE TRIGGER warning_event_stays BEFORE UPDATE ON warning_event
      BEGIN SELECT RAISE(ABORT, 'the history of warnings is only added to'); END;
    CREATE TRIGGER warning_event_is_kept BEFORE DELETE ON warning_event
      BEGIN SELECT RAISE(ABORT, 'the history of warnings is only added to'); END;
  `,
};
