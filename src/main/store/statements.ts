import { z } from 'zod';
import type { ColumnMapping } from '../../engine/contract/contract.ts';
import type { FileReport, ImportRecord } from '../../engine/contract/imports.ts';
import type { Venue } from '../../engine/values/ids.ts';
import type { Connection } from './connection.ts';
import { statementFailures } from './failures.ts';
import { number, numberOrNull, type Row, text, textOrNull } from './row.ts';
import { StoreError } from './store-error.ts';

/** What is known of a file before its rows are read. */
export type ImportMeta = {
  /** The file's name without its folder. */
  readonly file: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
  readonly format: string;
  readonly formatTitle: string;
  readonly venue: Venue;
  /** As the user named it for a file that does not; else null. */
  readonly account: string | null;
  readonly mapping: ColumnMapping | null;
};

/** What has become of a file's rows: rows = kept + unchanged + failed, always. */
export type Counts = {
  readonly rows: number;
  readonly kept: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Rows written to the tables of facts, and closes to blobs. */
  readonly facts: number;
};

const notesText = z.array(z.string());

function mappingText(meta: ImportMeta): string | null {
  return meta.mapping === null ? null : JSON.stringify(meta.mapping);
}

/** A new statement's number; its counts follow when its rows have been read. */
export function insertStatement(
  connection: Connection,
  meta: ImportMeta,
  importedAt: number,
): number {
  const inserted = connection
    .prepare(
      `INSERT INTO statement (file, sha256, format, format_title, venue, account, mapping,
         imported_at, as_of, rows_read, rows_kept, rows_unchanged, rows_failed, facts, notes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, '[]')`,
    )
    .run(
      meta.file,
      meta.sha256,
      meta.format,
      meta.formatTitle,
      meta.venue,
      meta.account,
      mappingText(meta),
      importedAt,
      importedAt,
    );
  return Number(inserted.lastInsertRowid);
}

/** @param asOf the latest time that the file states; null where it states none */
export function completeStatement(
  connection: Connection,
  statement: number,
  counts: Counts,
  notes: readonly string[],
  asOf: number | null,
): void {
  connection
    .prepare(
      `UPDATE statement SET rows_read = ?, rows_kept = ?, rows_unchanged = ?, rows_failed = ?,
         facts = ?, notes = ?, as_of = coalesce(?, as_of) WHERE id = ?`,
    )
    .run(
      counts.rows,
      counts.kept,
      counts.unchanged,
      counts.failed,
      counts.facts,
      JSON.stringify(notes),
      asOf,
      statement,
    );
}

function importRecord(connection: Connection, row: Row): ImportRecord {
  const id = number(row, 'id');
  const report: FileReport = {
    file: text(row, 'file'),
    sha256: text(row, 'sha256'),
    format: text(row, 'format'),
    formatTitle: text(row, 'format_title'),
    venue: text(row, 'venue'),
    account: textOrNull(row, 'account'),
    rows: number(row, 'rows_read'),
    kept: number(row, 'rows_kept'),
    unchanged: number(row, 'rows_unchanged'),
    failures: statementFailures(connection, id),
    refused: null,
    notes: notesText.parse(JSON.parse(text(row, 'notes'))),
  };
  return {
    id,
    importedAt: number(row, 'imported_at'),
    undoneAt: numberOrNull(row, 'undone_at'),
    report,
  };
}

/** All imports, undone ones included, newest first. */
export function imports(connection: Connection): ImportRecord[] {
  return connection
    .prepare<[], Row>('SELECT * FROM statement ORDER BY id DESC')
    .all()
    .map((row) => importRecord(connection, row));
}

/** The live import of the same bytes, read in the same way; null where there is none. */
export function sameImport(connection: Connection, meta: ImportMeta): ImportRecord | null {
  const row = connection
    .prepare<unknown[], Row>(
      `SELECT * FROM statement
       WHERE sha256 = ? AND format = ? AND account IS ? AND mapping IS ? AND undone_at IS NULL
       ORDER BY id LIMIT 1`,
    )
    .get(meta.sha256, meta.format, meta.account, mappingText(meta));
  return row === undefined ? null : importRecord(connection, row);
}

/** Hides or shows a whole import. Doing so twice changes nothing. */
export function setUndone(connection: Connection, id: number, undoneAt: number | null): void {
  const { changes } = connection
    .prepare(
      `UPDATE statement
       SET undone_at = CASE WHEN :undoneAt IS NULL THEN NULL ELSE coalesce(undone_at, :undoneAt) END
       WHERE id = :id`,
    )
    .run({ undoneAt, id });
  if (changes === 0)
    throw new StoreError('unknown-import', `The store has no import number ${id}.`);
}

/** Numbers of the statements that are not undone. */
export function liveStatements(connection: Connection): Set<number> {
  const ids = connection
    .prepare<[], number>('SELECT id FROM statement WHERE undone_at IS NULL')
    .pluck()
    .all();
  return new Set(ids);
}

/** True while no live import holds anything. */
export function isEmpty(connection: Connection): boolean {
  return (
    connection.prepare('SELECT 1 FROM statement WHERE undone_at IS NULL LIMIT 1').get() ===
    undefined
  );
}
