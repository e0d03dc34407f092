import { type Venue, venue } from '../../engine/values/ids.ts';
import type { Connection } from './connection.ts';
import { digest } from './fact.ts';
import { choice, type Row, text } from './row.ts';

/** An edition of margin parameters as it was when used. */
export type UsedEdition = {
  readonly venue: Venue;
  readonly model: string;
  /** First day in force, ISO 8601, UTC. */
  readonly from: string;
  readonly source: string;
  readonly standing: 'published' | 'third-party';
  /** Plain data, for the model to check. */
  readonly numbers: unknown;
};

/**
 * Every edition of margin parameters that figures were made with, so that a past figure can be made
 * again after the parameters have changed. An edition that was corrected counts as another.
 */
export function editionsUsed(connection: Connection): UsedEdition[] {
  return connection
    .prepare<[], Row>('SELECT * FROM edition ORDER BY venue, model, first_day, first_used_at')
    .all()
    .map((row) => ({
      venue: venue(text(row, 'venue')),
      model: text(row, 'model'),
      from: text(row, 'first_day'),
      source: text(row, 'source'),
      standing: choice(row, 'standing', ['published', 'third-party']),
      numbers: plain(text(row, 'numbers')),
    }));
}

function plain(json: string): unknown {
  return JSON.parse(json);
}

/** Remembers editions that are used; those known already stay as they are. */
export function putEditionsUsed(
  connection: Connection,
  editions: readonly UsedEdition[],
  at: number,
): void {
  const known = new Set(
    connection.prepare<[], string>('SELECT hex(content) FROM edition').pluck().all(),
  );
  const insert = connection.prepare(
    `INSERT INTO edition (content, venue, model, first_day, source, standing, numbers, first_used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const rows = editions.flatMap(({ venue: of, model, from, source, standing, numbers }) => {
    const values = [of, model, from, source, standing, JSON.stringify(numbers)];
    const content = digest(values);
    const key = content.toString('hex').toUpperCase();
    if (known.has(key)) return [];
    known.add(key);
    return [[content, ...values, at]];
  });
  if (rows.length === 0) return;
  connection.transaction(() => rows.forEach((row) => insert.run(...row))).immediate();
}
