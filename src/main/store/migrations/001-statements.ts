import type { Migration } from './migration.ts';

/*
 * A statement is one imported file; its facts are never changed or deleted. Undoing hides them by
 * `undone_at`. What is current follows from the live statements alone, so undo and redo are exact.
 *
 * Columns common to all facts:
 *   statement, line, part   the file, its line and the item's place within that line
 *   content                 time and hash of everything the item says: equal content, equal fact
 *   ordinal                 0, 1, … for genuine repetitions of the same content within one file
 * Decimals are the venue's text. Instants are UTC milliseconds.
 */
export const statements: Migration = {
  version: 1,
  title: 'statements, their facts and their failures',
  sql: `
    CREATE TABLE store (
      id TEXT NOT NULL PRIMARY KEY,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE statement (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      file TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      format TEXT NOT NULL,
      format_title TEXT NOT NULL,
      venue TEXT NOT NULL,
      account TEXT,
      mapping TEXT,
      imported_at INTEGER NOT NULL,
      as_of INTEGER NOT NULL,
      rows_read INTEGER NOT NULL,
      rows_kept INTEGER NOT NULL,
      rows_unchanged INTEGER NOT NULL,
      rows_failed INTEGER NOT NULL,
      facts INTEGER NOT NULL,
      notes TEXT NOT NULL,
      undone_at INTEGER,
      CHECK (rows_read = rows_kept + rows_unchanged + rows_failed)
    ) STRICT;
    CREATE INDEX statement_sha256 ON statement (sha256);

    CREATE TABLE failure (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      line INTEGER NOT NULL,
      field TEXT NOT NULL,
      reason TEXT NOT NULL,
      message TEXT NOT NULL
    ) STRICT;
    CREATE INDEX failure_statement ON failure (statement);

    CREATE TABLE scope (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      account TEXT NOT NULL,
      market TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX scope_subject ON scope (account, market, at, statement);

    CREATE TABLE contract (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      line INTEGER NOT NULL,
      part INTEGER NOT NULL,
      content BLOB NOT NULL,
      ordinal INTEGER NOT NULL,
      market TEXT NOT NULL,
      symbol TEXT NOT NULL,
      instrument_kind TEXT NOT NULL,
      payoff TEXT NOT NULL,
      underlying TEXT NOT NULL,
      quote TEXT NOT NULL,
      settlement TEXT NOT NULL,
      multiplier TEXT NOT NULL,
      price_unit TEXT NOT NULL,
      expiry INTEGER,
      option_right TEXT,
      strike TEXT,
      exercise TEXT
    ) STRICT;
    CREATE UNIQUE INDEX contract_content ON contract (content, ordinal, statement);
    CREATE INDEX contract_subject ON contract (market, symbol, statement);

    CREATE TABLE position (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      line INTEGER NOT NULL,
      part INTEGER NOT NULL,
      content BLOB NOT NULL,
      ordinal INTEGER NOT NULL,
      account TEXT NOT NULL,
      market TEXT NOT NULL,
      symbol TEXT NOT NULL,
      quantity TEXT NOT NULL,
      entry_price TEXT,
      mark_price TEXT,
      index_price TEXT,
      leverage TEXT,
      margin_mode TEXT NOT NULL,
      isolated_margin TEXT,
      contract INTEGER REFERENCES contract,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX position_content ON position (content, ordinal, statement);
    CREATE INDEX position_subject ON position (account, market, symbol, at, statement);

    CREATE TABLE balance (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      line INTEGER NOT NULL,
      part INTEGER NOT NULL,
      content BLOB NOT NULL,
      ordinal INTEGER NOT NULL,
      venue TEXT NOT NULL,
      account TEXT NOT NULL,
      asset TEXT NOT NULL,
      balance TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX balance_content ON balance (content, ordinal, statement);
    CREATE INDEX balance_subject ON balance (venue, account, asset, at, statement, line);

    CREATE TABLE figure (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      line INTEGER NOT NULL,
      part INTEGER NOT NULL,
      content BLOB NOT NULL,
      ordinal INTEGER NOT NULL,
      venue TEXT NOT NULL,
      account TEXT NOT NULL,
      name TEXT NOT NULL,
      asset TEXT NOT NULL,
      value TEXT NOT NULL,
      model TEXT,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX figure_content ON figure (content, ordinal, statement);
    CREATE INDEX figure_subject ON figure (venue, account, asset, name, at, statement, line);

    CREATE TABLE quote (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      line INTEGER NOT NULL,
      part INTEGER NOT NULL,
      content BLOB NOT NULL,
      ordinal INTEGER NOT NULL,
      market TEXT NOT NULL,
      symbol TEXT NOT NULL,
      mark TEXT,
      bid TEXT,
      ask TEXT,
      volatility TEXT,
      forward TEXT,
      index_price TEXT,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX quote_content ON quote (content, ordinal, statement);
    CREATE INDEX quote_subject ON quote (market, symbol, at, statement, line);

    CREATE TABLE ledger (
      id INTEGER PRIMARY KEY,
      statement INTEGER NOT NULL REFERENCES statement,
      line INTEGER NOT NULL,
      part INTEGER NOT NULL,
      content BLOB NOT NULL,
      ordinal INTEGER NOT NULL,
      -- 1 where an earlier statement, live or not, holds the same content and ordinal
      repeats INTEGER NOT NULL,
      venue TEXT NOT NULL,
      account TEXT NOT NULL,
      venue_id TEXT,
      at INTEGER NOT NULL,
      sequence REAL NOT NULL,
      type TEXT NOT NULL,
      operation TEXT NOT NULL,
      market TEXT,
      symbol TEXT,
      quantity TEXT,
      price TEXT,
      position_after TEXT,
      asset TEXT,
      change TEXT,
      balance_after TEXT,
      fee TEXT,
      fee_asset TEXT,
      contract INTEGER REFERENCES contract
    ) STRICT;
    CREATE UNIQUE INDEX ledger_content ON ledger (content, ordinal, statement);
    CREATE INDEX ledger_order ON ledger (venue, account, at, sequence, statement, line, part);
    CREATE INDEX ledger_venue_id ON ledger (venue_id, venue, account, statement)
      WHERE venue_id IS NOT NULL;
  `,
};
