import { instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import {
  hour,
  hourRows,
  instrumentKey,
  inTime,
  type MarketMinute,
  minuteRow,
  minutesChecksum,
} from './market-minutes.ts';
import {
  type InstrumentMinute,
  packedHour,
  packedMinute,
  type UnpackedMinute,
} from './minute-blob.ts';
import type { Retention } from './recordings.ts';
import { number, type Row, text } from './row.ts';
import { StoreError } from './store-error.ts';

/** Ended hours that one write may let go of. */
const MOST_HOURS_DELETED = 2;

/** Instruments that one write folds, and writes after which an hour is folded however many there are. */
const FOLDED_AT_ONCE = 100;
const WRITES_TO_FOLD = 20;

/** An hour that has ended, on its way from minutes of a venue to rows by instrument. */
type Folding = {
  readonly venue: string;
  readonly start: number;
  /** Newest minute that is in it. */
  readonly newest: number;
  /** By instrument; its rows are made when it is its turn. */
  readonly waiting: readonly (readonly (() => InstrumentMinute)[])[];
  readonly atOnce: number;
};

export type MinuteWriter = (minute: MarketMinute, retention: Retention) => void;

/**
 * Keeps minutes. Each write also folds some instruments of an hour that has ended, so that none is held
 * up by a thousand; what was folded and still waits as minutes reads the same twice as once. A minute that was damaged
 * stays as it is, to be found by a check of the store, and holds up none of the others.
 */
export function minuteWriter(connection: Connection): MinuteWriter {
  let folding: Folding | null = null;
  /** Ids of minutes that cannot be read. */
  const damaged = new Set<number>();

  function put({ venue, at, rows }: MarketMinute, retention: Retention): void {
    const content = packedMinute(rows);
    let next = folding;
    connection
      .transaction(() => {
        connection
          .prepare(
            'INSERT INTO market_minute (venue, at, bytes, checksum, content) VALUES (?, ?, ?, ?, ?)',
          )
          .run(venue, at, content.byteLength, minutesChecksum([venue, at], content), content);
        next = folding ?? endedHour(connection, at, damaged);
        if (next === null) return;
        const { waiting, atOnce } = next;
        for (const minutes of waiting.slice(0, atOnce))
          fold(
            connection,
            next,
            minutes.map((row) => row()),
          );
        next = { ...next, waiting: waiting.slice(atOnce) };
        if (next.waiting.length > 0) return;
        connection
          .prepare(
            `DELETE FROM market_minute WHERE venue = ? AND at >= ? AND at < ? AND id <= ?
               AND id NOT IN (SELECT value FROM json_each(?))`,
          )
          .run(next.venue, next.start, next.start + hour, next.newest, listOf(damaged));
        next = null;
        trimHours(connection, retention);
      })
      .immediate();
    // Only what is committed counts.
    folding = next;
  }
  return put;
}

const listOf = (ids: ReadonlySet<number>): string => JSON.stringify([...ids]);

/** The oldest hour before that of an instant whose minutes wait. @param damaged takes up what cannot be read of it */
function endedHour(connection: Connection, at: number, damaged: Set<number>): Folding | null {
  const oldest = connection
    .prepare<[number, string], Row>(
      `SELECT venue, at FROM market_minute
         WHERE at < ? AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY at LIMIT 1`,
    )
    .get(at - (at % hour), listOf(damaged));
  if (oldest === undefined) return null;
  const venue = text(oldest, 'venue');
  const start = number(oldest, 'at') - (number(oldest, 'at') % hour);
  const rows = connection
    .prepare<unknown[], Row>(
      'SELECT * FROM market_minute WHERE venue = ? AND at >= ? AND at < ? ORDER BY id',
    )
    .all(venue, start, start + hour);
  const waiting = new Map<string, (() => InstrumentMinute)[]>();
  for (const row of rows) {
    const minute = soundMinute(row);
    if (minute === null) {
      damaged.add(number(row, 'id'));
      continue;
    }
    for (const [i, [market, symbol]] of minute.names.entries()) {
      const key = instrumentKey(market, symbol);
      const known = waiting.get(key);
      const of = (): InstrumentMinute => minute.row(i);
      if (known === undefined) waiting.set(key, [of]);
      else known.push(of);
    }
  }
  return {
    venue,
    start,
    newest: rows.reduce((newest, row) => Math.max(newest, number(row, 'id')), 0),
    waiting: [...waiting.values()],
    atOnce: Math.max(FOLDED_AT_ONCE, Math.ceil(waiting.size / WRITES_TO_FOLD)),
  };
}

/** A minute that was kept; null where it was damaged since. */
function soundMinute(row: Row): UnpackedMinute | null {
  try {
    return minuteRow(row);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}

/** Writes minutes of one instrument and hour over those that are there. */
function fold(
  connection: Connection,
  { venue, start }: Folding,
  minutes: readonly InstrumentMinute[],
): void {
  const [any] = minutes;
  if (any === undefined) return;
  const known = connection
    .prepare<unknown[], Row>(
      'SELECT * FROM market_hour WHERE hour = ? AND market = ? AND symbol = ?',
    )
    .get(start, any.market, any.symbol);
  const before = known === undefined ? [] : hourRows(known);
  const content = packedHour(inTime([...before, ...minutes]));
  const key = [venue, any.market, any.symbol, start];
  connection
    .prepare(
      `INSERT INTO market_hour (venue, market, symbol, hour, bytes, checksum, content)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (hour, market, symbol) DO UPDATE SET venue = excluded.venue,
         bytes = excluded.bytes, checksum = excluded.checksum, content = excluded.content`,
    )
    .run(...key, content.byteLength, minutesChecksum(key, content), content);
}

/** Lets go of the oldest hours that are beyond retention, a few at a time. */
function trimHours(connection: Connection, { before, bytes: most }: Retention): void {
  const oldest = connection.prepare<[], Row>(
    'SELECT min(hour) AS hour, coalesce(sum(bytes), 0) AS total FROM market_hour INDEXED BY market_hour_time',
  );
  const remove = connection.prepare('DELETE FROM market_hour WHERE hour = ?');
  for (let step = 0; step < MOST_HOURS_DELETED; step++) {
    const row = oldest.get();
    if (row === undefined || row['hour'] === null) return;
    const end = instant(number(row, 'hour') + hour);
    if (end > before && number(row, 'total') <= most) return;
    remove.run(number(row, 'hour'));
  }
}
