import type { Migration } from './migration.ts';

/*
 * Price histories as one run of closes per statement, series and year: reading 200 × 1,000 closes
 * from blobs takes a tenth of the time that rows take. Statements are merged on reading, the newest
 * wins, so that undo is exact here too. Numbers in blobs are little-endian: `at` and `closes` are
 * float64, `lines` is int32.
 *
 * Beside them, what the workstation itself must remember.
 */
export const history: Migration = {
  version: 2,
  title: 'price histories, margin editions, warning levels, mappings and settings',
  sql: `
    CREATE TABLE price (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      series TEXT NOT NULL,
      asset TEXT NOT NULL,
      quote TEXT NOT NULL,
      interval TEXT NOT NULL,
      year INTEGER NOT NULL,
      points INTEGER NOT NULL,
      content BLOB NOT NULL,
      at BLOB NOT NULL,
      closes BLOB NOT NULL,
      lines BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX price_subject
      ON price (asset, quote, interval, year, statement, series);

    CREATE TABLE edition (
      content BLOB NOT NULL PRIMARY KEY,
      venue TEXT NOT NULL,
      model TEXT NOT NULL,
      first_day TEXT NOT NULL,
      source TEXT NOT NULL,
      standing TEXT NOT NULL,
      numbers TEXT NOT NULL,
      first_used_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE level (
      account TEXT NOT NULL PRIMARY KEY,
      level TEXT NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE mapping (
      name TEXT NOT NULL PRIMARY KEY,
      columns TEXT NOT NULL
    ) STRICT;

    CREATE TABLE setting (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;
  `,
};
