import { hash } from 'node:crypto';
import { market } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { digest } from './fact.ts';
import {
  type InstrumentMinute,
  unpackedHour,
  type UnpackedMinute,
  unpackedMinute,
} from './minute-blob.ts';
import { latestInstant } from './origin.ts';
import { bytes, number, type Row, text } from './row.ts';
import { StoreError } from './store-error.ts';

/** Milliseconds. */
export const hour = 3_600_000;

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

/** Hash that guards a blob, with what its row says of it. */
export const minutesChecksum = (key: readonly (string | number)[], content: Uint8Array): Buffer =>
  digest([...key, hash('sha256', content)]);

/** @throws StoreError where it is not what was kept */
export function minuteRow(row: Row): UnpackedMinute {
  const [venue, at] = [text(row, 'venue'), instant(number(row, 'at'))];
  return unpackedMinute(sound(row, 'market_minute', [venue, at]), at);
}

export function hourRows(row: Row): InstrumentMinute[] {
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

/** Those of one symbol, or all. */
const rowsOf = ({ names, row }: UnpackedMinute, symbol: string | undefined): InstrumentMinute[] =>
  names.flatMap(([, name], i) => (symbol === undefined || name === symbol ? [row(i)] : []));

/** Of an instrument, for grouping and order. @param at its market */
export const instrumentKey = (at: string, symbol: string): string => `${at}\n${symbol}`;

/** Minutes in order of time; of several of one minute the last given stands. */
export function inTime(rows: readonly InstrumentMinute[]): InstrumentMinute[] {
  const byTime = new Map(rows.map((row) => [row.at, row]));
  return [...byTime.values()].toSorted((a, b) => a.at - b.at);
}

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
      .flatMap((row) => rowsOf(minuteRow(row), symbol));
    const groups = Map.groupBy([...hours, ...minutes], (row) =>
      instrumentKey(row.market, row.symbol),
    );
    for (const [, group] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
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
