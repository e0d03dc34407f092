import { type Instant, instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { number, type Row, text } from './row.ts';

/** A forecast of one subject as of one time. */
export type StoredForecast = {
  readonly asOf: Instant;
  /** A margin account's id. */
  readonly subject: string;
  /** When it was kept, UTC milliseconds. */
  readonly madeAt: Instant;
  /** Plain data, to be checked by its owner. */
  readonly content: unknown;
};

/** One that is not kept yet. */
export type NewForecast = Omit<StoredForecast, 'madeAt'>;

/** All that were ever kept, oldest first. */
export function forecasts(connection: Connection): StoredForecast[] {
  return connection
    .prepare<[], Row>('SELECT * FROM forecast ORDER BY as_of, subject')
    .all()
    .map((row) => ({
      asOf: instant(number(row, 'as_of')),
      subject: text(row, 'subject'),
      madeAt: instant(number(row, 'made_at')),
      content: JSON.parse(text(row, 'content')),
    }));
}

/** Keeps those whose time and subject have none yet: the first stands. */
export function putForecasts(
  connection: Connection,
  made: readonly NewForecast[],
  at: number,
): void {
  const put = connection.prepare(
    `INSERT INTO forecast (as_of, subject, made_at, content) VALUES (?, ?, ?, ?)
     ON CONFLICT (as_of, subject) DO NOTHING`,
  );
  connection
    .transaction(() => {
      for (const { asOf, subject, content } of made) {
        put.run(asOf, subject, at, JSON.stringify(content));
      }
    })
    .immediate();
}
