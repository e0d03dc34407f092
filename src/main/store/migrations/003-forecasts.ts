import type { Migration } from './migration.ts';

/*
 * Forecasts as they were when they were made, so that they can be scored afterwards. The first of a
 * time and subject stands: none is ever changed or deleted.
 */
export const forecasts: Migration = {
  version: 3,
  title: 'forecasts',
  sql: `
    CREATE TABLE forecast (
      id INTEGER PRIMARY KEY,
      as_of INTEGER NOT NULL,
      subject TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      content TEXT NOT NULL,
      UNIQUE (as_of, subject)
    ) STRICT;
    CREATE TRIGGER forecast_unchanged BEFORE UPDATE ON forecast
      BEGIN SELECT raise(ABORT, 'a forecast is never changed'); END;
    CREATE TRIGGER forecast_kept BEFORE DELETE ON forecast
      BEGIN SELECT raise(ABORT, 'a forecast is never deleted'); END;
  `,
};
