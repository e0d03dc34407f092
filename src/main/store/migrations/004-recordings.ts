import type { Migration } from './migration.ts';

/*
 * What live markets said. All of it may go once it is old or too much; no import ever refers to it.
 *
 * recording      messages of one venue as they came, in order of arrival by `id`. `content` is gzip of
 *                lines of Crossguard's own recording form; `state` is gzip of all that was known of the
 *                venue before the first of them, null where it was not kept. `bytes` counts both. Where
 *                `continues` is 0, what the run before left behind no longer holds.
 * market_minute  what one venue's instruments showed at the end of one minute: written as it passes, so
 *                that a crash costs a minute. Later rows of the same minute win.
 * market_hour    the same by instrument and hour, into which ended hours are folded: a chart of a week
 *                reads 168 rows, not the minutes of every instrument.
 *
 * Blobs of minutes are deflated little-endian float64 columns. Instants are UTC milliseconds, our clock.
 */
export const recordings: Migration = {
  version: 4,
  title: 'recordings of live markets and their history by the minute',
  sql: `
    CREATE TABLE recording (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      venue TEXT NOT NULL,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      frames INTEGER NOT NULL,
      characters INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      continues INTEGER NOT NULL,
      has_state INTEGER NOT NULL,
      checksum BLOB NOT NULL,
      content BLOB NOT NULL,
      state BLOB
    ) STRICT;
    CREATE INDEX recording_head ON recording
      (id, venue, first_at, last_at, frames, characters, bytes, continues, has_state);

    CREATE TABLE market_minute (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      venue TEXT NOT NULL,
      at INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      checksum BLOB NOT NULL,
      content BLOB NOT NULL
    ) STRICT;
    CREATE INDEX market_minute_time ON market_minute (at, venue, bytes);

    CREATE TABLE market_hour (
      id INTEGER PRIMARY KEY,
      venue TEXT NOT NULL,
      market TEXT NOT NULL,
      symbol TEXT NOT NULL,
      hour INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      checksum BLOB NOT NULL,
      content BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX market_hour_subject ON market_hour (hour, market, symbol);
    CREATE INDEX market_hour_time ON market_hour (hour, bytes);
  `,
};
