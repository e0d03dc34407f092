import { hash } from 'node:crypto';
import { market } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { digest } from './fact.ts';
import {
  type InstrumentMinute,
  packedHour,
  packedMinute,
  unpackedHour,
  unpackedMinute,
} from './minute-blob.ts';
import { latestInstant } from './origin.ts';
import type { Retention } from './recordings.ts';
import { bytes, number, type Row, text } from './row.ts';
import { StoreError } from './store-error.ts';

const hour = 3_600_000;

/** One venue's instruments at the end of one minute. */
export type MarketMinute = {
  /** The feed's id: `deribit`. */
  readonly venue: string;
  /** Start of the minute, UTC, our clock. */
  readonly at: Instant;
  /** All `at` that minute. */
  readonly rows: readonly InstrumentMinute[];
};

/** What of the history is asked for; the ends of the time are both within it. */
export type MinuteQuery = {
  readonly venue?: string;
  readonly symbol?: string;
  readonly from?: Instant;
  readonly to?: Instant;
};

/** Ended hours of instruments that one write may let go of. */
const MOST_HOURS_DELETED = 2;

/** Hash that guards a blob, with what its row says of it. */
export const minutesChecksum = (key: readonly (string | number)[], content: Uint8Array): Buffer =>
  digest([...key, hash('sha256', content)]);

/** The key and content of a row of `market_minute`. @throws StoreError where it is not what was kept */
function minuteRow(row: Row): { readonly at: Instant; readonly rows: InstrumentMinute[] } {
  const [venue, at] = [text(row, 'venue'), instant(number(row, 'at'))];
  return { at, rows: unpackedMinute(sound(row, 'market_minute', [venue, at]), at) };
}

function hourRows(row: Row): InstrumentMinute[] {
  const of = { market: market(text(row, 'market')), symbol: text(row, 'symbol') };
  const key = [text(row, 'venue'), of.market, of.symbol, number(row, 'hour')];
  return unpackedHour(sound(row, 'market_hour', key), of);
}

function sound(row: Row, table: string, key: readonly (string | number)[]): Uint8Array {
  const content = bytes(row, 'content');
  if (minutesChecksum(key, content).equals(bytes(row, 'checksum'))) return content;
  throw new StoreError(
    'damaged',
    `${table} ${number(row, 'id')} (${key.join(' ')}): its content has changed since it was kept`,
  );
}

/** What is wrong with a row of `market_minute` or `market_hour`; null where nothing is. */
export function minutesFault(row: Row): string | null {
  try {
    if (row['hour'] === undefined) minuteRow(row);
    else hourRows(row);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Minutes of an hour by instrument; of several of one minute the last given stands. */
function byInstrument(
  rows: Iterable<InstrumentMinute>,
): Map<string, Map<number, InstrumentMinute>> {
  const found = new Map<string, Map<number, InstrumentMinute>>();
  for (const row of rows) {
    const key = JSON.stringify([row.market, row.symbol]);
    let minutes = found.get(key);
    if (minutes === undefined) found.set(key, (minutes = new Map()));
    minutes.set(row.at, row);
  }
  return found;
}

const inTime = (minutes: ReadonlyMap<number, InstrumentMinute>): InstrumentMinute[] =>
  [...minutes.values()].toSorted((a, b) => a.at - b.at);

/** By hour, then market and symbol, then minute. Memory holds one hour. */
export function* marketMinutes(
  connection: Connection,
  { venue, symbol, from = instant(0), to = latestInstant }: MinuteQuery = {},
): Generator<InstrumentMinute> {
  const filter = [venue ?? null, venue ?? null, symbol ?? null, symbol ?? null];
  const folded = connection.prepare<unknown[], Row>(
    `SELECT * FROM market_hour WHERE hour = ? AND (? IS NULL OR venue = ?)
       AND (? IS NULL OR symbol = ?) ORDER BY market, symbol`,
  );
  const waiting = connection.prepare<unknown[], Row>(
    `SELECT * FROM market_minute WHERE at >= ? AND at < ? AND (? IS NULL OR venue = ?) ORDER BY id`,
  );
  for (const start of hoursBetween(connection, from, to)) {
    const hours = folded.all(start, ...filter).flatMap(hourRows);
    const minutes = waiting
      .all(start, start + hour, ...filter.slice(0, 2))
      .flatMap((row) => minuteRow(row).rows)
      .filter((row) => symbol === undefined || row.symbol === symbol);
    const groups = [...byInstrument([...hours, ...minutes])].toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    );
    for (const [, group] of groups) {
      for (const row of inTime(group)) if (row.at >= from && row.at <= to) yield row;
    }
  }
}

/** Starts of the hours that hold anything, in order. */
function hoursBetween(connection: Connection, from: number, to: number): number[] {
  const first = Math.floor(from / hour) * hour;
  const starts = connection
    .prepare<number[], number>(
      `SELECT DISTINCT hour FROM market_hour WHERE hour >= ? AND hour <= ?
       UNION SELECT DISTINCT at - at % ${hour} FROM market_minute WHERE at >= ? AND at <= ?`,
    )
    .pluck()
    .all(first, to, from, to);
  return starts.toSorted((a, b) => a - b);
}

/** Keeps a minute, folds an hour that has ended and lets go of what is beyond retention, all at once. */
export function putMarketMinute(
  connection: Connection,
  { venue, at, rows }: MarketMinute,
  retention: Retention,
): void {
  const content = packedMinute(rows);
  connection
    .transaction(() => {
      connection
        .prepare(
          'INSERT INTO market_minute (venue, at, bytes, checksum, content) VALUES (?, ?, ?, ?, ?)',
        )
        .run(venue, at, content.byteLength, minutesChecksum([venue, at], content), content);
      const ended = connection
        .prepare<[number], Row>(
          `SELECT venue, at - at % ${hour} AS hour FROM market_minute WHERE at < ? ORDER BY at LIMIT 1`,
        )
        .get(Math.floor(at / hour) * hour);
      if (ended === undefined) return;
      foldHour(connection, text(ended, 'venue'), number(ended, 'hour'));
      trimHours(connection, retention);
    })
    .immediate();
}

/** Moves the minutes of one venue's hour to rows by instrument. */
function foldHour(connection: Connection, venue: string, start: number): void {
  const within = [venue, start, start + hour];
  const minutes = connection
    .prepare<unknown[], Row>(
      'SELECT * FROM market_minute WHERE venue = ? AND at >= ? AND at < ? ORDER BY id',
    )
    .all(...within)
    .flatMap((row) => minuteRow(row).rows);
  const before = connection.prepare<unknown[], Row>(
    'SELECT * FROM market_hour WHERE hour = ? AND market = ? AND symbol = ?',
  );
  const put = connection.prepare(
    `INSERT INTO market_hour (venue, market, symbol, hour, bytes, checksum, content)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (hour, market, symbol) DO UPDATE SET
       bytes = excluded.bytes, checksum = excluded.checksum, content = excluded.content`,
  );
  for (const group of byInstrument(minutes).values()) {
    const [any] = group.values();
    if (any === undefined) continue;
    const known = before.get(start, any.market, any.symbol);
    const all = known === undefined ? group : new Map([...timed(hourRows(known)), ...group]);
    const content = packedHour(inTime(all));
    const key = [venue, any.market, any.symbol, start];
    put.run(...key, content.byteLength, minutesChecksum(key, content), content);
  }
  connection
    .prepare('DELETE FROM market_minute WHERE venue = ? AND at >= ? AND at < ?')
    .run(...within);
}

const timed = (rows: readonly InstrumentMinute[]): (readonly [number, InstrumentMinute])[] =>
  rows.map((row) => [row.at, row]);

/** Lets go of the oldest hours that are beyond retention, a few at a time. */
function trimHours(connection: Connection, { before, bytes: most }: Retention): void {
  const oldest = connection.prepare<[], Row>(
    'SELECT min(hour) AS hour, coalesce(sum(bytes), 0) AS total FROM market_hour INDEXED BY market_hour_time',
  );
  const remove = connection.prepare('DELETE FROM market_hour WHERE hour = ?');
  for (let step = 0; step < MOST_HOURS_DELETED; step++) {
    const row = oldest.get();
    if (row === undefined || row['hour'] === null) return;
    if (number(row, 'hour') + hour > before && number(row, 'total') <= most) return;
    remove.run(number(row, 'hour'));
  }
}
