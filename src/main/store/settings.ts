import type { Connection } from './connection.ts';
import { type Row, text } from './row.ts';

/** The value last put under `name`, as plain data to be checked by its owner; undefined if none. */
export function setting(connection: Connection, name: string): unknown {
  const row = connection
    .prepare<[string], Row>('SELECT value FROM setting WHERE name = ?')
    .get(name);
  return row === undefined ? undefined : JSON.parse(text(row, 'value'));
}

/** @param value plain data that JSON can hold */
export function putSetting(connection: Connection, name: string, value: unknown): void {
  connection
    .prepare(
      `INSERT INTO setting (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    )
    .run(name, JSON.stringify(value));
}
