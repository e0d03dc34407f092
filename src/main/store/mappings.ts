import { z } from 'zod';
import type { ColumnMapping } from '../../engine/contract/contract.ts';
import type { Connection } from './connection.ts';
import { type Row, text } from './row.ts';

const columnsText = z.record(z.string(), z.string());

/** All saved column mappings, by name. */
export function mappings(connection: Connection): ColumnMapping[] {
  return connection
    .prepare<[], Row>('SELECT name, columns FROM mapping ORDER BY name')
    .all()
    .map((row) => ({
      name: text(row, 'name'),
      columns: columnsText.parse(JSON.parse(text(row, 'columns'))),
    }));
}

/** Saves a mapping under its name, in place of one that had it. */
export function putMapping(connection: Connection, { name, columns }: ColumnMapping): void {
  connection
    .prepare(
      `INSERT INTO mapping (name, columns) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET columns = excluded.columns`,
    )
    .run(name, JSON.stringify(columns));
}
